package org.estover.dedupe.span;

import java.util.Arrays;

/** A set of positions as one bit each; a {@link java.util.BitSet} that goes beyond 2^31. */
final class PositionSet {
  private final long[] words;
  private final long size;

  /** Makes an empty set of positions below {@code size}. */
  PositionSet(long size) {
    this.size = size;
    words = new long[Math.toIntExact((size + Long.SIZE - 1) / Long.SIZE)];
  }

  /** Adds all positions from first to last. */
  void add(long first, long last) {
    int firstWord = (int) (first >>> 6);
    int lastWord = (int) (last >>> 6);
    long firstBits = -1L << first;
    long lastBits = -1L >>> ~last;
    if (firstWord == lastWord) {
      words[firstWord] |= firstBits & lastBits;
      return;
    }
    words[firstWord] |= firstBits;
    Arrays.fill(words, firstWord + 1, lastWord, -1L);
    words[lastWord] |= lastBits;
  }

  /** The least position in the set from here on, or the size. */
  long nextIn(long from) {
    return next(from, 0);
  }

  /** The least position outside the set from here on, or the size. */
  long nextOut(long from) {
    return next(from, -1);
  }

  private long next(long from, long flip) {
    if (from >= size) {
      return size;
    }
    int word = (int) (from >>> 6);
    long bits = (words[word] ^ flip) & (-1L << from);
    while (bits == 0) {
      word++;
      if (word == words.length) {
        return size;
      }
      bits = words[word] ^ flip;
    }
    return Math.min(size, ((long) word << 6) + Long.numberOfTrailingZeros(bits));
  }
}
