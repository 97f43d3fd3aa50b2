package org.estover.tokenize.bpe;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reused buffer of UTF-8; a lone surrogate becomes U+FFFD, as nothing else can stand for it.
 *
 * <p>Text comes in parts of some thousand chars. The JDK's ISO 8859-1 encoder is a vector loop: it
 * copies them, eight bytes at a time tell whether all were ASCII, and only from the first that is
 * not on are chars encoded one by one. Nothing is allocated but a greater buffer; one beyond
 * {@value #KEPT} bytes is given back by the next text that needs less.
 */
final class Utf8Text {
  /** Bytes behind the text that may be read: two words. */
  static final int PADDING = 24;

  private static final int KEPT = 1 << 22;
  private static final int PART = 1 << 12;

  /** ASCII chars in a row after which copying is worth another try. */
  private static final int ASCII_RUN = 16;

  private final char[] part = new char[PART];
  private final CharBuffer partBuffer = CharBuffer.wrap(part);
  private final CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
  private final boolean looksForMarks;
  private byte[] bytes = new byte[1 << 14];
  private ByteBuffer bytesBuffer = ByteBuffer.wrap(bytes);
  private int size;
  private int marks;

  /**
   * An empty buffer.
   *
   * @param looksForMarks whether {@link #mayHaveMarks} is asked for
   */
  Utf8Text(boolean looksForMarks) {
    this.looksForMarks = looksForMarks;
  }

  /** The buffer: text from 0 to {@link #size()}, then at least {@link #PADDING} bytes. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Whether there may be a character that NFC does not leave alone; false is certain. */
  boolean mayHaveMarks() {
    return marks != 0;
  }

  /** Holds text from now on. */
  void load(CharSequence text) {
    begin(text.length());
    append(text);
    pad();
  }

  /** Holds nothing from now on. */
  void clear() {
    begin(0);
  }

  /** Appends text; {@link #pad} ends it. */
  void append(CharSequence text) {
    String chars = text.toString();
    int from = 0;
    while (from < chars.length()) {
      int count = Math.min(PART, chars.length() - from);
      chars.getChars(from, from + count, part, 0);
      if (from + count < chars.length() && Character.isHighSurrogate(part[count - 1])) {
        // Its other half is in the next part.
        count--;
      }
      reserve(3 * count);
      encode(count);
      from += count;
    }
  }

  /** Appends valid UTF-8; {@link #pad} ends it. */
  void append(byte[] utf8, int from, int end) {
    int count = end - from;
    reserve(count);
    System.arraycopy(utf8, from, bytes, size, count);
    size += count;
  }

  /** Holds bytes from now on, which must be valid UTF-8. */
  void load(byte[] utf8, int from, int count) {
    begin(count);
    System.arraycopy(utf8, from, bytes, 0, count);
    size = count;
    marks = UnicodeClasses.MAY_CHANGE;
    pad();
  }

  private void begin(int expected) {
    size = 0;
    marks = 0;
    if (bytes.length > KEPT && expected < KEPT / 4) {
      grow(KEPT / 4);
    }
    // What is reserved for a last part must not make a buffer grow that fits.
    reserve(Math.addExact(expected, 3 * PART));
  }

  /** Ends the text. */
  void pad() {
    Arrays.fill(bytes, size, size + PADDING, (byte) 0);
  }

  private void reserve(int count) {
    int needed = Math.addExact(Math.addExact(size, count), PADDING);
    if (needed > bytes.length) {
      grow(Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
  }

  private void grow(int length) {
    byte[] other = new byte[length];
    System.arraycopy(bytes, 0, other, 0, size);
    bytes = other;
    bytesBuffer = ByteBuffer.wrap(bytes);
  }

  private void encode(int count) {
    int at = 0;
    while (at < count) {
      at = oneByOne(copyAscii(at, count), count);
    }
  }

  /** Copies ASCII chars; returns the first that is not. */
  private int copyAscii(int from, int end) {
    int start = size;
    partBuffer.limit(end).position(from);
    bytesBuffer.limit(bytes.length).position(start);
    latin1.reset();
    latin1.encode(partBuffer, bytesBuffer, true);
    int copied = bytesBuffer.position() - start;
    int ascii = 0;
    while (ascii < copied) {
      long high = Swar.nonAscii(Swar.load(bytes, start + ascii));
      ascii += Swar.firstIndex(high);
      if (high != 0) {
        break;
      }
    }
    ascii = Math.min(ascii, copied);
    size = start + ascii;
    return from + ascii;
  }

  /**
   * Encodes chars up to the end or a run of ASCII. What is below U+0800 takes no branch, as words
   * of letters with two bytes alternate with spaces.
   */
  private int oneByOne(int from, int end) {
    byte[] into = bytes;
    int to = size;
    int at = from;
    int run = 0;
    boolean looks = looksForMarks;
    int seen = marks;
    while (at < end && run < ASCII_RUN) {
      int c = part[at++];
      if (c < 0x800) {
        int isAscii = (c - 0x80) >> 31;
        int two = 0x80C0 | (c >> 6) | (c & 0x3F) << 8;
        Swar.storeTwo(into, to, (c & isAscii) | (two & ~isAscii));
        to += 2 + isAscii;
        run = (run + 1) & isAscii;
        seen |= looks ? UnicodeClasses.markOfLow(c) : 0;
        continue;
      }
      run = 0;
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        if (c <= Character.MAX_HIGH_SURROGATE && at < end && Character.isLowSurrogate(part[at])) {
          c = Character.toCodePoint((char) c, part[at++]);
          seen |= looks ? UnicodeClasses.mark(c) : 0;
          into[to++] = (byte) (0xF0 | (c >> 18));
          into[to++] = (byte) (0x80 | ((c >> 12) & 0x3F));
          into[to++] = (byte) (0x80 | ((c >> 6) & 0x3F));
          into[to++] = (byte) (0x80 | (c & 0x3F));
          continue;
        }
        c = 0xFFFD;
      }
      seen |= looks ? UnicodeClasses.mark(c) : 0;
      into[to++] = (byte) (0xE0 | (c >> 12));
      into[to++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      into[to++] = (byte) (0x80 | (c & 0x3F));
    }
    size = to;
    marks = seen;
    return at;
  }
}
