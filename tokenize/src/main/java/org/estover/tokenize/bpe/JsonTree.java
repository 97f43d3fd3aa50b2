package org.estover.tokenize.bpe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a whole JSON value (RFC 8259) into maps, lists, strings, longs and booleans; null members
 * vanish, and numbers that are no long stay text.
 *
 * <p>By hand, because a new process that encodes one text would spend most of its time on a
 * library's classes and their compilation: a vocabulary is a hundred thousand short strings and
 * little else. Nothing of it goes beyond what those need.
 */
final class JsonTree {
  private static final Object NULL = new Object();
  private static final int DEEPEST = 64;

  /** Twice what the largest vocabularies have, with their merges. */
  static final int MOST_VALUES = 1 << 22;

  private final String file;
  private final byte[] bytes;
  private char[] chars = new char[256];
  private int at;
  private int depth;
  private int values;

  private JsonTree(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static Object read(String file, InputStream in) throws IOException {
    JsonTree tree = new JsonTree(file, in.readAllBytes());
    tree.skipSpace();
    Object value = tree.value();
    tree.skipSpace();
    if (tree.at < tree.bytes.length) {
      throw tree.unexpected("the end of the file");
    }
    return value;
  }

  private Object value() throws UnsupportedTokenizerException {
    int first = at < bytes.length ? bytes[at] : -1;
    if (++values > MOST_VALUES) {
      throw unexpected("at most " + MOST_VALUES + " values");
    }
    if (first == '"') {
      return string();
    }
    if (first == '{' || first == '[') {
      if (++depth > DEEPEST) {
        throw unexpected("at most " + DEEPEST + " values within each other");
      }
      at++;
      Object value = first == '{' ? object() : array();
      depth--;
      return value;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      return number();
    }
    return literal();
  }

  private Map<String, Object> object() throws UnsupportedTokenizerException {
    Map<String, Object> members = new LinkedHashMap<>();
    skipSpace();
    if (isNext('}')) {
      return members;
    }
    do {
      skipSpace();
      int nameAt = at;
      if (at >= bytes.length || bytes[at] != '"') {
        throw unexpected("a name in quotes");
      }
      String name = string();
      skipSpace();
      if (!isNext(':')) {
        throw unexpected("\":\"");
      }
      skipSpace();
      Object member = value();
      if (member != NULL && members.put(name, member) != null) {
        throw Errors.unsupported(
            file, "byte " + nameAt, "each name once in an object", "\"" + name + "\" again");
      }
      skipSpace();
    } while (isNext(','));
    if (!isNext('}')) {
      throw unexpected("\",\" or \"}\"");
    }
    return members;
  }

  private List<Object> array() throws UnsupportedTokenizerException {
    List<Object> elements = new ArrayList<>();
    skipSpace();
    if (isNext(']')) {
      return elements;
    }
    do {
      skipSpace();
      elements.add(value());
      skipSpace();
    } while (isNext(','));
    if (!isNext(']')) {
      throw unexpected("\",\" or \"]\"");
    }
    return elements;
  }

  private String string() throws UnsupportedTokenizerException {
    int from = ++at;
    int high = 0;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b == '"') {
        String text = text(from, high < 0);
        at++;
        return text;
      }
      if (b == '\\') {
        return escaped(from);
      }
      if (b >= 0 && b < ' ') {
        break;
      }
      high |= b;
      at++;
    }
    throw unexpected("the end of a string");
  }

  /**
   * The string from {@code from} on, which has an escape. Many are: plain loops over chars, as what
   * takes long to compile is most of a new process's time.
   */
  private String escaped(int from) throws UnsupportedTokenizerException {
    int count = 0;
    boolean hasSurrogates = false;
    at = from;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b == '"') {
        String text = new String(chars, 0, count);
        if (hasSurrogates && text.codePoints().anyMatch(JsonTree::isSurrogate)) {
          throw Errors.notJson(file, from, "text", "a surrogate without its partner");
        }
        at++;
        return text;
      }
      if (b >= 0 && b < ' ') {
        break;
      }
      reserve(count + 1);
      if (b == '\\') {
        at++;
        char unit = escape();
        hasSurrogates |= Character.isSurrogate(unit);
        chars[count++] = unit;
      } else if (b >= 0) {
        chars[count++] = (char) b;
        at++;
      } else {
        count = appendWide(count);
      }
    }
    throw unexpected("the end of a string");
  }

  /** Appends the bytes up to the next one of ASCII; returns how many chars there are now. */
  private int appendWide(int count) throws UnsupportedTokenizerException {
    int from = at;
    while (at < bytes.length && bytes[at] < 0) {
      at++;
    }
    String wide = text(from, true);
    reserve(count + wide.length());
    wide.getChars(0, wide.length(), chars, count);
    return count + wide.length();
  }

  private void reserve(int count) {
    if (count > chars.length) {
      chars = Arrays.copyOf(chars, 2 * count);
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private char escape() throws UnsupportedTokenizerException {
    int letter = at < bytes.length ? bytes[at] : -1;
    if (letter != 'u') {
      int index = "\"\\/bfnrt".indexOf(letter);
      if (index < 0) {
        throw unexpected("an escape");
      }
      at++;
      return "\"\\/\b\f\n\r\t".charAt(index);
    }
    if (at + 5 > bytes.length) {
      throw unexpected("an escape");
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      at++;
      int digit = Character.digit(bytes[at], 16);
      if (digit < 0) {
        throw unexpected("a hexadecimal digit");
      }
      unit = unit << 4 | digit;
    }
    at++;
    return (char) unit;
  }

  private String text(int from, boolean mayBeWide) throws UnsupportedTokenizerException {
    if (!mayBeWide) {
      return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    }
    if (!Utf8.isValid(bytes, from, at)) {
      throw unexpected("UTF-8 before it");
    }
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  /** A long, or the digits of what is none. */
  private Object number() throws UnsupportedTokenizerException {
    int from = at;
    isNext('-');
    int digitsFrom = at;
    skipDigits();
    int digits = at - digitsFrom;
    boolean isLong = digits > 0 && digits < 19;
    if (digits > 1 && bytes[digitsFrom] == '0') {
      throw unexpected("a number without leading zeros before it");
    }
    if (isNext('.')) {
      isLong = false;
      skipDigits();
    }
    if (isNext('e') || isNext('E')) {
      isLong = false;
      if (!isNext('+')) {
        isNext('-');
      }
      skipDigits();
    }
    return isLong
        ? (Object) longValue(from)
        : new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
  }

  private long longValue(int from) {
    boolean isNegative = bytes[from] == '-';
    long value = 0;
    for (int i = isNegative ? from + 1 : from; i < at; i++) {
      value = 10 * value + bytes[i] - '0';
    }
    return isNegative ? -value : value;
  }

  private void skipDigits() throws UnsupportedTokenizerException {
    int from = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw unexpected("a digit");
    }
  }

  private Object literal() throws UnsupportedTokenizerException {
    if (isWord("true")) {
      return true;
    }
    if (isWord("false")) {
      return false;
    }
    if (isWord("null")) {
      return NULL;
    }
    throw unexpected("a JSON value");
  }

  private boolean isWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private boolean isNext(char c) {
    if (at < bytes.length && bytes[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }

  private UnsupportedTokenizerException unexpected(String expected) {
    if (at >= bytes.length) {
      return Errors.notJson(file, at, expected, "the end of the file");
    }
    int b = bytes[at] & 0xFF;
    return Errors.notJson(
        file, at, expected, b > ' ' && b < 0x7F ? "\"" + (char) b + "\"" : "byte " + b);
  }
}
