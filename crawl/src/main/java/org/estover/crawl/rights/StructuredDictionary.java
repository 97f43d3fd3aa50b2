package org.estover.crawl.rights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of an RFC 9651 dictionary.
 *
 * <p>All value types are parsed, since any error voids the whole field, but only tokens are kept; a
 * key of another type has the empty string as its token. Of repeated keys the last stands. Linear
 * in the length of the input.
 */
final class StructuredDictionary {
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~:/";

  private final String text;
  private int at;

  private StructuredDictionary(String text) {
    this.text = text;
  }

  /**
   * One member's value.
   *
   * @param token the value if it is a token, else ""
   * @param parameters the tokens of its parameters by name
   */
  record Member(String token, Map<String, String> parameters) {}

  /** The members by key, or empty if the text is not a well-formed dictionary. */
  static Optional<Map<String, Member>> parse(String text) {
    try {
      return Optional.of(new StructuredDictionary(text).dictionary());
    } catch (MalformedField e) {
      return Optional.empty();
    }
  }

  private Map<String, Member> dictionary() throws MalformedField {
    Map<String, Member> result = new LinkedHashMap<>();
    skip(" ");
    while (at < text.length()) {
      String key = key();
      String value = "";
      if (peek() == '=') {
        at++;
        value = peek() == '(' ? innerList() : bareItem();
      }
      result.put(key, new Member(value, parameters()));
      skip(" \t");
      if (at == text.length()) {
        return result;
      }
      expect(',');
      skip(" \t");
      if (at == text.length()) {
        throw new MalformedField();
      }
    }
    return result;
  }

  private String key() throws MalformedField {
    int start = at;
    if (!isLowerAlpha(peek()) && peek() != '*') {
      throw new MalformedField();
    }
    while (isLowerAlpha(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private Map<String, String> parameters() throws MalformedField {
    Map<String, String> result = Map.of();
    while (peek() == ';') {
      at++;
      skip(" ");
      String key = key();
      String value = "";
      if (peek() == '=') {
        at++;
        value = bareItem();
      }
      result = result.isEmpty() ? new LinkedHashMap<>() : result;
      result.put(key, value);
    }
    return result;
  }

  private String innerList() throws MalformedField {
    expect('(');
    while (true) {
      skip(" ");
      if (peek() == ')') {
        at++;
        return "";
      }
      bareItem();
      parameters();
      if (peek() != ' ' && peek() != ')') {
        throw new MalformedField();
      }
    }
  }

  private String bareItem() throws MalformedField {
    char c = peek();
    if (isAlpha(c) || c == '*') {
      int start = at;
      while (isAlpha(peek()) || isDigit(peek()) || TOKEN_PUNCTUATION.indexOf(peek()) >= 0) {
        at++;
      }
      return text.substring(start, at);
    }
    if (c == '"') {
      quoted();
    } else if (c == '?') {
      at++;
      if (peek() != '0' && peek() != '1') {
        throw new MalformedField();
      }
      at++;
    } else if (c == ':') {
      byteSequence();
    } else if (c == '@') {
      at++;
      number(false);
    } else if (c == '%') {
      displayString();
    } else {
      number(true);
    }
    return "";
  }

  private void quoted() throws MalformedField {
    expect('"');
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
        if (peek() != '"' && peek() != '\\') {
          throw new MalformedField();
        }
      } else if (peek() < ' ' || peek() > '~') {
        throw new MalformedField();
      }
      at++;
    }
    at++;
  }

  private void displayString() throws MalformedField {
    expect('%');
    expect('"');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (peek() != '"') {
      if (peek() < ' ' || peek() > '~') {
        throw new MalformedField();
      }
      if (peek() == '%') {
        at++;
        bytes.write(lowerHex() << 4 | lowerHex());
      } else {
        bytes.write(peek());
        at++;
      }
    }
    at++;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
    } catch (CharacterCodingException e) {
      throw new MalformedField();
    }
  }

  private int lowerHex() throws MalformedField {
    if (!isDigit(peek()) && !(peek() >= 'a' && peek() <= 'f')) {
      throw new MalformedField();
    }
    return Character.digit(text.charAt(at++), 16);
  }

  private void byteSequence() throws MalformedField {
    expect(':');
    while (isAlpha(peek()) || isDigit(peek()) || peek() == '+' || peek() == '/') {
      at++;
    }
    skip("=");
    expect(':');
  }

  private void number(boolean decimalAllowed) throws MalformedField {
    if (peek() == '-') {
      at++;
    }
    int whole = digits();
    boolean decimal = decimalAllowed && peek() == '.';
    int fraction = 0;
    if (decimal) {
      at++;
      fraction = digits();
    }
    boolean fits = decimal ? whole <= 12 && fraction >= 1 && fraction <= 3 : whole <= 15;
    if (whole == 0 || !fits) {
      throw new MalformedField();
    }
  }

  private int digits() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    return at - start;
  }

  private void expect(char wanted) throws MalformedField {
    if (peek() != wanted) {
      throw new MalformedField();
    }
    at++;
  }

  private void skip(String set) {
    while (at < text.length() && set.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character, or NUL at the end; NUL itself is legal nowhere in a field. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private static boolean isLowerAlpha(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isAlpha(char c) {
    return isLowerAlpha(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The field does not follow the grammar. */
  private static final class MalformedField extends Exception {
    private static final long serialVersionUID = 1;

    MalformedField() {
      super(null, null, false, false);
    }
  }
}
