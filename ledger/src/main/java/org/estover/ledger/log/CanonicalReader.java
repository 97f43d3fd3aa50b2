package org.estover.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the canonical form in one pass, without writing it again to see that it is canonical.
 *
 * <p>Idea: the canonical form of an object is unique, so a reader that takes no space, no member
 * out of order, no other form of a number and no escape reads nothing else. What it does not take
 * it leaves to {@link CanonicalJson}, which reads what is rare, such as escapes, and says what is
 * wrong with the rest. Short texts that repeat are held once for each object that is read, and so
 * are the names of members. Linear in the bytes.
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

  private static final int MOST_SHARED = 1 << 12;

  /** Of payloads that hold fewer texts than this many bytes for each slot. */
  private static final int BYTES_PER_SHARED = 32;

  /** Fifteen digits are below 2^53. */
  private static final int MOST_DIGITS = 15;

  private final byte[] bytes;
  private int at;

  /** Texts that were read, each where its bytes say, and the places where they were read. */
  private final String[] shared;

  private final int[] sharedAt;

  /** Members and elements of what is not at its end yet, those of the innermost on top. */
  private String[] names = new String[32];

  private Object[] values = new Object[32];
  private int top;

  /** The names of the last object at each depth, which those of the next one mostly are. */
  private final String[][] lastNames = new String[MAX_DEPTH][];

  private CanonicalReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
    int slots = Integer.highestOneBit(1 + bytes.length / BYTES_PER_SHARED);
    this.shared = new String[Math.min(slots, MOST_SHARED)];
    this.sharedAt = new int[shared.length];
    Arrays.fill(lastNames, new String[0]);
  }

  /**
   * The object that bytes from an index on are the canonical form of, or null where this does not
   * say.
   */
  static @Nullable JsonObject read(byte[] bytes, int from) {
    CanonicalReader reader = new CanonicalReader(bytes, from);
    try {
      reader.take('{');
      JsonObject object = reader.object(0);
      return reader.at == bytes.length ? object : null;
    } catch (NotTaken e) {
      return null;
    }
  }

  /** An object behind its opening brace. */
  private JsonObject object(int depth) throws NotTaken {
    if (depth >= MAX_DEPTH) {
      throw new NotTaken();
    }
    int first = top;
    if (peek() == '}') {
      at++;
      return members(first, depth);
    }
    while (true) {
      take('"');
      String name = name(depth, top - first);
      if (top > first && names[top - 1].compareTo(name) >= 0) {
        throw new NotTaken();
      }
      take(':');
      Object value = value(depth);
      push(value);
      names[top - 1] = name;
      byte next = next();
      if (next == '}') {
        return members(first, depth);
      }
      if (next != ',') {
        throw new NotTaken();
      }
    }
  }

  /** Takes the members of an object off the top. */
  private JsonObject members(int first, int depth) {
    String[] known = lastNames[depth];
    if (!Arrays.equals(known, 0, known.length, names, first, top)) {
      known = Arrays.copyOfRange(names, first, top);
      lastNames[depth] = known;
    }
    return new JsonObject(new SortedMembers(known, pop(first)));
  }

  private List<Object> array(int depth) throws NotTaken {
    if (depth >= MAX_DEPTH) {
      throw new NotTaken();
    }
    int first = top;
    if (peek() == ']') {
      at++;
      return List.of();
    }
    while (true) {
      push(value(depth));
      byte next = next();
      if (next == ']') {
        return Collections.unmodifiableList(Arrays.asList(pop(first)));
      }
      if (next != ',') {
        throw new NotTaken();
      }
    }
  }

  private void push(Object value) {
    if (top == values.length) {
      names = Arrays.copyOf(names, 2 * top);
      values = Arrays.copyOf(values, 2 * top);
    }
    values[top++] = value;
  }

  private Object[] pop(int first) {
    Object[] popped = Arrays.copyOfRange(values, first, top);
    top = first;
    return popped;
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

  /** A member's name: mostly that of the same member of the last object at this depth. */
  private String name(int depth, int index) throws NotTaken {
    String[] known = lastNames[depth];
    if (index < known.length && isAt(known[index])) {
      at += known[index].length() + 1;
      return known[index];
    }
    return text();
  }

  /** Whether a text and its closing quote come next; false for what is not ASCII. */
  private boolean isAt(String text) {
    int end = at + text.length();
    if (end >= bytes.length || bytes[end] != '"') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != bytes[at + i]) {
        return false;
      }
    }
    return true;
  }

  /** A text behind its opening quote, with the closing one. */
  private String text() throws NotTaken {
    int from = at;
    int end = PlainBytes.end(bytes, from, bytes.length);
    at = end;
    take('"');
    int size = end - from;
    if (size > LONGEST_SHARED) {
      return utf8(from, size);
    }
    int slot = hash(from, end) & (shared.length - 1);
    String known = shared[slot];
    int place = sharedAt[slot];
    // The quote behind it, which no text holds, says that the known one ends there as well.
    if (known == null || !Arrays.equals(bytes, from, end + 1, bytes, place, place + size + 1)) {
      known = utf8(from, size);
      shared[slot] = known;
      sharedAt[slot] = from;
    }
    return known;
  }

  /** Of the last bytes, in which ids and amounts differ most. */
  private int hash(int from, int end) {
    int hash = end - from;
    for (int i = Math.max(from, end - 8); i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 16 ^ hash >>> 8;
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
    if (at >= bytes.length) {
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
