package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * Tells which windows of a text stand in it again, and of some that do not says so as well.
 *
 * <p>A window has a place by its hash, of some 16 to 32 places for each window there is; equal
 * windows share one, and few others do. The hash is a sum of products with factors that come from
 * the text, so that no text can be made of whose windows more share a place. Memory: 4 to 8 bytes a
 * window, 128 MiB at most.
 */
final class Sieve {
  /** The characters of a window. */
  static final int WINDOW = 12;

  /** The binary logarithm of how many places a number has. */
  private static final int PLACES_A_LONG = 5;

  private static final int FEWEST = 1 << 10;
  private static final int MOST = 1 << 24;

  /** Pairs of bits: the lower is set by the first window of a place, the upper by the second. */
  private long[] pairs = new long[FEWEST];

  private int shift;
  private long first;
  private long second;
  private long third;
  private long fourth;

  /** Takes all windows out, and makes room for some. */
  void clear(int windows, long seed) {
    int longs = Integer.highestOneBit(Math.max(1, Math.min(windows, MOST)));
    if (pairs.length < longs || (pairs.length > SplitText.KEPT && longs < SplitText.KEPT)) {
      pairs = new long[Math.max(longs, FEWEST)];
    } else {
      Arrays.fill(pairs, 0, longs, 0);
    }
    shift = Long.numberOfLeadingZeros((long) longs << PLACES_A_LONG) + 1;
    first = Hashing.mix(seed, 1) | 1;
    second = Hashing.mix(seed, 2) | 1;
    third = Hashing.mix(seed, 3) | 1;
    fourth = Hashing.mix(seed, 4) | 1;
  }

  /**
   * Adds the window that begins at an index; returns its place.
   *
   * @param before what is to be equal beside the window's characters
   */
  int add(char[] chars, int at, int before) {
    long sum =
        Hashing.four(chars, at) * first
            + Hashing.four(chars, at + 4) * second
            + Hashing.four(chars, at + 8) * third
            + before * fourth;
    int place = (int) (sum >>> shift);
    long pair = pairs[place >>> PLACES_A_LONG];
    long lower = 1L << (2 * place);
    pairs[place >>> PLACES_A_LONG] = pair | lower | (pair & lower) << 1;
    return place;
  }

  /** Whether another window of the same place was added. */
  boolean isAgain(int place) {
    return ((pairs[place >>> PLACES_A_LONG] >>> (2 * place)) & 2) != 0;
  }
}
