package org.estover.crawl.rights;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens of an RFC 9651 dictionary.
 *
 * <p>All value types are parsed, since any error voids the whole field, but only tokens are kept; a
 * key of another type maps to the empty string. Of repeated keys the last stands. Linear in the
 * length of the input.
 */
final class StructuredDictionary {
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~:/";

  private final String text;
  private int at;

  private StructuredDictionary(String text) {
    this.text = text;
  }

  /** Keys with their token; empty if the text is not a well-formed dictionary. */
  static Map<String, String> tokens(String text) {
    try {
      return new StructuredDictionary(text).dictionary();
    } catch (MalformedField e) {
      return Map.of();
    }
  }

  private Map<String, String> dictionary() throws MalformedField {
    Map<String, String> result = new LinkedHashMap<>();
    skip(" ");
    while (at < text.length()) {
      String key = key();
      String value = "";
      if (peek() == '=') {
        at++;
        value = peek() == '(' ? innerList() : bareItem();
      }
      parameters();
      result.put(key, value);
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

  private void parameters() throws MalformedField {
    while (peek() == ';') {
      at++;
      skip(" ");
      key();
      if (peek() == '=') {
        at++;
        bareItem();
      }
    }
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
    while (peek() != '"') {
      if (peek() < ' ' || peek() > '~') {
        throw new MalformedField();
      }
      if (peek() == '%') {
        at++;
        lowerHex();
        lowerHex();
      } else {
        at++;
      }
    }
    at++;
  }

  private void lowerHex() throws MalformedField {
    if (!isDigit(peek()) && !(peek() >= 'a' && peek() <= 'f')) {
      throw new MalformedField();
    }
    at++;
  }

  private void byteSequence() throws MalformedField {
    expect(':');
    while (isAlpha(peek()) || isDigit(peek()) || "+/=".indexOf(peek()) >= 0) {
      at++;
    }
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
