package org.estover.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes the canonical form: RFC 8785 restricted as {@link JsonObject} says. */
final class CanonicalWriter {

  /** Longer texts are written without room for the worst case. */
  private static final int LONG = 1 << 20;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[512];
  private int size;

  /** What was written. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  void write(Object value, int depth) {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw Errors.tooDeep(CanonicalJson.MAX_DEPTH);
    }
    if (value instanceof JsonObject object) {
      members(object.sorted(), depth);
    } else if (value instanceof List<?> elements) {
      add('[');
      boolean first = true;
      for (Object element : elements) {
        if (!first) {
          add(',');
        }
        write(element, depth + 1);
        first = false;
      }
      add(']');
    } else if (value instanceof String text) {
      quote(text);
    } else {
      plain(value.toString());
    }
  }

  private void members(SortedMembers members, int depth) {
    add('{');
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        add(',');
      }
      quote(members.name(i));
      add(':');
      write(members.value(i), depth + 1);
    }
    add('}');
  }

  private void quote(String text) {
    if (text.length() > LONG) {
      add('"');
      quoteRest(text);
      return;
    }
    // Six bytes are the most that a character takes: the escape of a control character.
    reserve(6 * text.length() + 2);
    byte[] out = bytes;
    int at = size;
    out[at++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = at;
        quoteRest(text.substring(i));
        return;
      }
      if (c >= 0x20 && c != '"' && c != '\\') {
        out[at++] = (byte) c;
      } else {
        at = escape(out, at, c);
      }
    }
    out[at++] = '"';
    size = at;
  }

  /** A text, or what follows of it on its first character that is not ASCII; closes the quote. */
  private void quoteRest(String text) {
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      reserve(6);
      if (each < 0 || (each >= 0x20 && each != '"' && each != '\\')) {
        bytes[size++] = each;
      } else {
        size = escape(bytes, size, (char) each);
      }
    }
    add('"');
  }

  private static int escape(byte[] out, int from, char c) {
    int at = from;
    out[at++] = '\\';
    switch (c) {
      case '"', '\\' -> out[at++] = (byte) c;
      case '\b' -> out[at++] = 'b';
      case '\f' -> out[at++] = 'f';
      case '\n' -> out[at++] = 'n';
      case '\r' -> out[at++] = 'r';
      case '\t' -> out[at++] = 't';
      default -> {
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[c >> 4];
        out[at++] = HEX[c & 15];
      }
    }
    return at;
  }

  /** Numbers and truth values. */
  private void plain(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
  }

  private void add(char c) {
    reserve(1);
    bytes[size++] = (byte) c;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
