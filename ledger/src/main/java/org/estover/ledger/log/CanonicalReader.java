package org.estover.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the canonical form in one pass, without writing it again to see that it is canonical.
 *
 * <p>Idea: the canonical form of an object is unique, so a reader that takes no space, no member
 * out of order, no other form of a number and no escape reads nothing else. What it does not take
 * it leaves to {@link CanonicalJson}, which reads what is rare, such as escapes, and says what is
 * wrong with the rest. Three times as fast as that one; short texts that repeat are held once for
 * each object. Linear in the bytes.
 */
final class CanonicalReader {

  /** Thrown where the bytes are not what this reads; without a trace, because nobody sees it. */
  private static final class NotTaken extends Exception {
    private static final long serialVersionUID = 1;

    private NotTaken() {
      super(null, null, false, false);
    }
  }

  private static final int MAX_DEPTH = CanonicalJson.MAX_DEPTH;

  /** Longer texts, such as reasons, hardly repeat. */
  private static final int LONGEST_SHARED = 72;

  private static final int SHARED = 1 << 10;

  /** Fifteen digits are below 2^53. */
  private static final int MOST_DIGITS = 15;

  private final byte[] bytes;
  private final String[] shared = new String[SHARED];
  private int at;

  private CanonicalReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The object that these bytes are the canonical form of, or null where this does not say. */
  static @Nullable JsonObject read(byte[] canonical) {
    CanonicalReader reader = new CanonicalReader(canonical);
    try {
      reader.take('{');
      JsonObject object = reader.object(0);
      return reader.at == canonical.length ? object : null;
    } catch (NotTaken e) {
      return null;
    }
  }

  /** An object behind its opening brace. */
  private JsonObject object(int depth) throws NotTaken {
    if (depth >= MAX_DEPTH) {
      throw new NotTaken();
    }
    SortedMembers.Builder members = new SortedMembers.Builder(8);
    if (peek() == '}') {
      at++;
      return new JsonObject(members.members());
    }
    String before = "";
    while (true) {
      take('"');
      String name = text();
      if (!members.isEmpty() && before.compareTo(name) >= 0) {
        throw new NotTaken();
      }
      take(':');
      members.add(name, value(depth));
      before = name;
      byte next = next();
      if (next == '}') {
        return new JsonObject(members.members());
      }
      if (next != ',') {
        throw new NotTaken();
      }
    }
  }

  private List<Object> array(int depth) throws NotTaken {
    if (depth >= MAX_DEPTH) {
      throw new NotTaken();
    }
    List<Object> elements = new ArrayList<>();
    if (peek() == ']') {
      at++;
      return Collections.unmodifiableList(elements);
    }
    while (true) {
      elements.add(value(depth));
      byte next = next();
      if (next == ']') {
        return Collections.unmodifiableList(elements);
      }
      if (next != ',') {
        throw new NotTaken();
      }
    }
  }

  private Object value(int depth) throws NotTaken {
    byte first = next();
    switch (first) {
      case '"' -> {
        return text();
      }
      case '{' -> {
        return object(depth + 1);
      }
      case '[' -> {
        return array(depth + 1);
      }
      case 't' -> {
        take("rue");
        return true;
      }
      case 'f' -> {
        take("alse");
        return false;
      }
      default -> {
        return integer(first);
      }
    }
  }

  /** A whole number from its first digit on, without sign, in the one form of it. */
  private Long integer(byte first) throws NotTaken {
    if (first < '0' || first > '9') {
      throw new NotTaken();
    }
    int from = at;
    long value = (long) first - '0';
    while (peek() >= '0' && peek() <= '9') {
      value = value * 10 + (next() - '0');
      if (first == '0' || at - from >= MOST_DIGITS) {
        throw new NotTaken();
      }
    }
    return value;
  }

  /** A text behind its opening quote, with the closing one. */
  private String text() throws NotTaken {
    int from = at;
    int end = from;
    int hash = 0;
    int all = 0;
    while (end < bytes.length && bytes[end] != '"') {
      byte next = bytes[end++];
      if (next == '\\' || (next >= 0 && next < 0x20)) {
        throw new NotTaken();
      }
      all |= next;
      hash = 31 * hash + next;
    }
    at = end;
    take('"');
    int size = end - from;
    boolean ascii = all >= 0;
    if (!ascii) {
      return utf8(from, size);
    }
    if (size > LONGEST_SHARED) {
      return new String(bytes, from, size, StandardCharsets.ISO_8859_1);
    }
    int slot = (hash ^ hash >>> 16 ^ hash >>> 8) & (SHARED - 1);
    String known = shared[slot];
    if (known == null || !isAt(known, from, size)) {
      known = new String(bytes, from, size, StandardCharsets.ISO_8859_1);
      shared[slot] = known;
    }
    return known;
  }

  private boolean isAt(String known, int from, int size) {
    if (known.length() != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (known.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** What is no UTF-8 becomes U+FFFD; a text with that is left to the other reader. */
  private String utf8(int from, int size) throws NotTaken {
    String text = new String(bytes, from, size, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      throw new NotTaken();
    }
    return text;
  }

  private byte peek() throws NotTaken {
    if (at == bytes.length) {
      throw new NotTaken();
    }
    return bytes[at];
  }

  private byte next() throws NotTaken {
    byte next = peek();
    at++;
    return next;
  }

  private void take(char expected) throws NotTaken {
    if (next() != expected) {
      throw new NotTaken();
    }
  }

  private void take(String expected) throws NotTaken {
    for (int i = 0; i < expected.length(); i++) {
      take(expected.charAt(i));
    }
  }
}
