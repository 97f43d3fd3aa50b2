package org.estover.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes the canonical form: RFC 8785 restricted as {@link JsonObject} says. */
final class CanonicalWriter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Bytes of a control character without an escape of its own, such as {@code \\u001f}. */
  private static final int LONGEST_ESCAPE = 6;

  /** Whether a character is written as it is: all of ASCII but controls, quote and backslash. */
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (int c = ' '; c < PLAIN.length; c++) {
      PLAIN[c] = c != '"' && c != '\\';
    }
  }

  private byte[] bytes;
  private int size;

  /** Writes behind some bytes; an object of plain ASCII then fits without being moved. */
  CanonicalWriter(byte[] before, JsonObject object) {
    this.bytes = Arrays.copyOf(before, Math.addExact(before.length, plainSize(object, 0)));
    this.size = before.length;
  }

  /** How many bytes a value takes if each character takes one. */
  private static int plainSize(Object value, int depth) {
    requireDepth(value, depth);
    if (value instanceof String text) {
      return text.length() + 2;
    }
    int plain = 2;
    if (value instanceof JsonObject object) {
      SortedMembers members = object.sorted();
      for (int i = 0; i < members.size(); i++) {
        int member = members.name(i).length() + 3 + plainSize(members.value(i), depth + 1);
        plain = Math.addExact(plain, i == 0 ? member : member + 1);
      }
    } else if (value instanceof List<?> elements) {
      for (Object element : elements) {
        plain = Math.addExact(plain, plainSize(element, depth + 1) + 1);
      }
      plain = elements.isEmpty() ? plain : plain - 1;
    } else {
      plain = value.toString().length();
    }
    return plain;
  }

  /** What was written. */
  byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Refuses an object or array at a depth at which none is read again, empty ones too. */
  private static void requireDepth(Object value, int depth) {
    boolean nests = value instanceof JsonObject || value instanceof List<?>;
    if (nests && depth >= CanonicalJson.MAX_DEPTH) {
      throw Errors.tooDeep(CanonicalJson.MAX_DEPTH);
    }
  }

  void write(Object value, int depth) {
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
    reserve(text.length() + 2);
    byte[] out = bytes;
    int at = size;
    out[at++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        size = at;
        quoteRest(text.substring(i));
        return;
      }
      out[at++] = (byte) c;
    }
    out[at++] = '"';
    size = at;
  }

  /** What follows of a text on its first character that is not written as it is, and the quote. */
  private void quoteRest(String text) {
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      reserve(LONGEST_ESCAPE);
      if (each < 0 || PLAIN[each]) {
        bytes[size++] = each;
      } else {
        escape(each);
      }
    }
    add('"');
  }

  private void escape(byte control) {
    bytes[size++] = '\\';
    switch (control) {
      case '"', '\\' -> bytes[size++] = control;
      case '\b' -> bytes[size++] = 'b';
      case '\f' -> bytes[size++] = 'f';
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[control >> 4];
        bytes[size++] = HEX[control & 15];
      }
    }
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
