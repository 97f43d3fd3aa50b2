package org.estover.tokenize.bpe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the patterns and NFC have to know of every code point, as of Unicode 16.
 *
 * <p>A class (letter, number, white space, other) and a mark: 0 for a character that NFC as of
 * Unicode 9 neither changes nor moves, else its rank among the canonical combining classes, or
 * {@link #MAY_CHANGE} where only a real normalizer can tell. Characters that are younger than
 * Unicode 9 have mark 0: that NFC doesn't know them. The tables of the running JDK are older or
 * newer and would make tokens depend on it.
 *
 * <p>Read from {@value #RESOURCE}, a line {@code first-last value} for each run of code points with
 * a value other than 0; a test derives it from ICU4J anew. Memory: an index of 17 KB and some 100
 * KB of blocks.
 */
final class UnicodeClasses {
  static final int OTHER = 0;
  static final int LETTER = 1;
  static final int NUMBER = 2;
  static final int SPACE = 3;

  /** In {@link #ASCII}: a byte of a longer character. */
  static final int HIGH = 4;

  /** The greatest mark: a character that NFC may compose or decompose. */
  static final int MAY_CHANGE = 63;

  /** The class of each byte that is a character, {@link #HIGH} for the others. */
  static final byte[] ASCII = new byte[256];

  static final String RESOURCE = "unicode-16.0.runs";

  /** The first code point of three bytes. */
  private static final int THREE_BYTES = 0x800;

  private static final int CLASS_BITS = 2;
  private static final int BLOCK_BITS = 7;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final short[] INDEX = new short[(Character.MAX_CODE_POINT + 1) >> BLOCK_BITS];
  private static final byte[] BLOCKS;

  /** Class and mark of each code point of one or two bytes. */
  private static final byte[] LOW = new byte[THREE_BYTES];

  static {
    BLOCKS = new Reading(resource()).blocks();
    Arrays.fill(ASCII, (byte) HIGH);
    for (int c = 0; c < 128; c++) {
      ASCII[c] = (byte) of(c);
    }
    for (int c = 0; c < THREE_BYTES; c++) {
      LOW[c] = (byte) entry(c);
    }
  }

  private UnicodeClasses() {}

  /** The class of a code point. */
  static int of(int codePoint) {
    return entry(codePoint) & ((1 << CLASS_BITS) - 1);
  }

  /** The class of a code point below U+0800, by one look and not by two. */
  static int ofLow(int codePoint) {
    return LOW[codePoint] & ((1 << CLASS_BITS) - 1);
  }

  /** The mark of a code point below U+0800. */
  static int markOfLow(int codePoint) {
    return (LOW[codePoint] & 0xFF) >>> CLASS_BITS;
  }

  /** The mark of a code point. */
  static int mark(int codePoint) {
    return entry(codePoint) >>> CLASS_BITS;
  }

  /** Class and mark in one number, below 256. */
  static int value(int charClass, int mark) {
    return mark << CLASS_BITS | charClass;
  }

  /** Class and mark of a code point in one number. */
  private static int entry(int codePoint) {
    return BLOCKS[(INDEX[codePoint >> BLOCK_BITS] << BLOCK_BITS) | (codePoint & (BLOCK - 1))]
        & 0xFF;
  }

  private static String resource() {
    try (InputStream in = UnicodeClasses.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns runs into blocks; blocks of one value are stored once. */
  private static final class Reading {
    private final String runs;
    private final short[] uniform = new short[256];
    private byte[] blocks = new byte[1 << 16];
    private int count;
    private int at;
    private int first;
    private int last;
    private int value;

    Reading(String runs) {
      this.runs = runs;
      Arrays.fill(uniform, (short) -1);
    }

    byte[] blocks() {
      nextRun();
      for (int block = 0; block < INDEX.length; block++) {
        int from = block << BLOCK_BITS;
        int to = from + BLOCK - 1;
        if (first > to) {
          INDEX[block] = uniform(0);
        } else if (first <= from && last >= to) {
          INDEX[block] = uniform(value);
          if (last == to) {
            nextRun();
          }
        } else {
          INDEX[block] = mixed(from, to);
        }
      }
      return Arrays.copyOf(blocks, count << BLOCK_BITS);
    }

    private short uniform(int blockValue) {
      if (uniform[blockValue] < 0) {
        uniform[blockValue] = newBlock();
        int start = uniform[blockValue] << BLOCK_BITS;
        Arrays.fill(blocks, start, start + BLOCK, (byte) blockValue);
      }
      return uniform[blockValue];
    }

    private short mixed(int from, int to) {
      short block = newBlock();
      int start = block << BLOCK_BITS;
      while (first <= to) {
        int runFrom = Math.max(first, from) - from;
        int runTo = Math.min(last, to) - from;
        Arrays.fill(blocks, start + runFrom, start + runTo + 1, (byte) value);
        if (last > to) {
          break;
        }
        nextRun();
      }
      return block;
    }

    private short newBlock() {
      if ((count + 1) << BLOCK_BITS > blocks.length) {
        blocks = Arrays.copyOf(blocks, blocks.length * 2);
      }
      return (short) count++;
    }

    private void nextRun() {
      if (at == runs.length()) {
        first = Integer.MAX_VALUE;
        return;
      }
      first = number(16, '-');
      last = number(16, ' ');
      value = number(10, '\n');
    }

    private int number(int radix, char stop) {
      int end = runs.indexOf(stop, at);
      int number = Integer.parseInt(runs, at, end, radix);
      at = end + 1;
      return number;
    }
  }
}
