package org.estover.dedupe.near.datatrove;

/**
 * The keyed hashes {@code (x * a + b) mod 2^64 mod (2^61 - 1)} and their minima over shingles.
 *
 * <p>The exact value is needed only where it may be a new minimum, which after n shingles happens
 * once in n. The test costs one multiplication and one comparison: with {@code u = x * a + b}, the
 * value is {@code (u mod 2^61) + (u >>> 61)}, at most seven above {@code u mod 2^61}, unless that
 * sum reaches 2^61 - 1 and wraps to at most seven. So {@code (u + 8) mod 2^61} is never more than
 * eight above the value, in both cases. The modulus is a shift of both constants by three bits, the
 * unsigned comparison a flip of the top bit in the addend; what is left has no division, no mask
 * and no store. With 32-bit minima the same holds modulo 2^32 and with a shift by 32 bits.
 *
 * <p>Source: A. Broder, On the resemblance and containment of documents (SEQUENCES 1997). Cost: a
 * multiplication per shingle and permutation.
 */
final class Permutations {
  /** The Mersenne prime 2^61 - 1. */
  static final long PRIME = (1L << 61) - 1;

  private static final int SLACK = 8;

  private final long[] factors;
  private final long[] addends;
  private final int shift;
  private final long largest;

  /** Draws the constants as datatrove does: all factors from 1, then all addends from 0. */
  Permutations(int count, int precision, long seed) {
    shift = precision == Long.SIZE ? Long.SIZE - 61 : Integer.SIZE;
    largest = -1L >>> shift;
    factors = new long[count];
    addends = new long[count];
    MersenneTwister random = new MersenneTwister(seed);
    for (int i = 0; i < count; i++) {
      factors[i] = 1 + random.upTo(PRIME - 2);
    }
    for (int i = 0; i < count; i++) {
      addends[i] = random.upTo(PRIME - 1);
    }
  }

  /** The factors, in order. */
  long[] factors() {
    return factors.clone();
  }

  /** The addends, in order. */
  long[] addends() {
    return addends.clone();
  }

  /** The number that no minimum exceeds, with which minima begin. */
  long largest() {
    return largest;
  }

  /** Lowers the minima to those over the first {@code count} shingles as well. */
  void lower(long[] minima, long[] shingles, int count) {
    for (int i = 0; i < factors.length; i++) {
      minima[i] = lowered(minima[i], factors[i], addends[i], shingles, count);
    }
  }

  private long lowered(long from, long factor, long addend, long[] shingles, int count) {
    long least = from;
    long limit = limit(least);
    long shiftedFactor = factor << shift;
    long shiftedAddend = ((addend + SLACK) << shift) + Long.MIN_VALUE;
    int at = 0;
    for (; at + 4 <= count; at += 4) {
      if (shingles[at] * shiftedFactor + shiftedAddend <= limit
          || shingles[at + 1] * shiftedFactor + shiftedAddend <= limit
          || shingles[at + 2] * shiftedFactor + shiftedAddend <= limit
          || shingles[at + 3] * shiftedFactor + shiftedAddend <= limit) {
        least = least(least, factor, addend, shingles, at, at + 4);
        limit = limit(least);
      }
    }
    return least(least, factor, addend, shingles, at, count);
  }

  private long least(long from, long factor, long addend, long[] shingles, int start, int end) {
    long least = from;
    for (int at = start; at < end; at++) {
      least = Math.min(least, value(shingles[at] * factor + addend));
    }
    return least;
  }

  /** What a shifted sum does not exceed if its value is below {@code least}. */
  private long limit(long least) {
    return (Math.min(least + SLACK - 1, largest) << shift) + Long.MIN_VALUE;
  }

  private long value(long sum) {
    long folded = (sum & PRIME) + (sum >>> 61);
    return (folded >= PRIME ? folded - PRIME : folded) & largest;
  }
}
