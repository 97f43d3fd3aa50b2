package org.estover.dedupe.overlap;

import java.util.Arrays;

/** Turns character positions of one text into positions in its UTF-8; one pass for all of them. */
final class TextRanges {
  private final int[] chars;
  private final long[] bytes;

  /** Prepares for positions, in any order. */
  TextRanges(String text, int[] positions) {
    chars = positions.clone();
    Arrays.sort(chars);
    bytes = new long[chars.length];
    int at = 0;
    long size = 0;
    for (int i = 0; i < chars.length; i++) {
      while (at < chars[i]) {
        char c = text.charAt(at);
        boolean pair = isPair(text, at);
        // Half a pair asked for: the whole character counts from its first half on.
        size += pair ? 4 : width(c);
        at += pair ? 2 : 1;
      }
      bytes[i] = size;
    }
  }

  /** The range between two of the positions. */
  TextRange range(int startChar, int endChar) {
    return new TextRange(startChar, endChar, byteOf(startChar), byteOf(endChar));
  }

  /** Whether a high and a low surrogate stand at a position. */
  static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  private long byteOf(int position) {
    return bytes[Arrays.binarySearch(chars, position)];
  }

  private static int width(char c) {
    if (c < 0x80 || Character.isSurrogate(c)) {
      return 1;
    }
    return c < 0x800 ? 2 : 3;
  }
}
