package org.estover.crawl.filter;

/**
 * The hashes that find equal parts of a text. What has equal hashes is compared, so they decide the
 * time alone. Their seed comes from the whole text: who makes parts of a text that collide for one
 * seed has made a text with another.
 */
final class Hashing {
  private static final long FIRST = 0x9e3779b97f4a7c15L;
  private static final long SECOND = 0xd6e8feb86659fd93L;

  /** The modulus of hashes that add up: 2^61 - 1. */
  private static final long PRIME = (1L << 61) - 1;

  private Hashing() {}

  /** Mixes a value into a hash. */
  static long mix(long hash, long value) {
    long a = hash ^ value ^ FIRST;
    return (a * SECOND) ^ Math.multiplyHigh(a, SECOND) ^ (a >>> 29);
  }

  /** The hash of a range of characters. */
  static long of(char[] chars, int from, int to, long seed) {
    long hash = seed ^ (to - from);
    int at = from;
    for (; at + 4 <= to; at += 4) {
      hash = mix(hash, four(chars, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << 16 | chars[at];
    }
    return mix(hash, rest);
  }

  /** Four characters in one number. */
  static long four(char[] chars, int at) {
    return chars[at]
        | (long) chars[at + 1] << 16
        | (long) chars[at + 2] << 32
        | (long) chars[at + 3] << 48;
  }

  /** The place at which polynomials are taken: 2 to 2^44. */
  static long place(long seed) {
    return (seed >>> 20) + 2;
  }

  /** The first powers of a place modulo 2^61 - 1. */
  static long[] powers(long place) {
    long[] powers = new long[32];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = times(powers[i - 1], place);
    }
    return powers;
  }

  /** A higher power. */
  static long power(int exponent, long[] powers) {
    if (exponent < powers.length) {
      return powers[exponent];
    }
    long half = power(exponent / 2, powers);
    long even = times(half, half);
    return exponent % 2 == 0 ? even : times(even, powers[1]);
  }

  /** The polynomial with these characters as coefficients, the first as the highest. */
  static long polynomial(char[] chars, int from, int to, long place, long[] powers) {
    long value = 0;
    int at = from;
    if ((to - from & 1) != 0) {
      value = chars[at++] + 1L;
    }
    for (; at < to; at += 2) {
      // A character has 16 bits and the place 44, so this is below the modulus.
      long two = (chars[at] + 1L) * place + chars[at + 1] + 1L;
      value = plus(times(value, powers[2]), two);
    }
    return value;
  }

  /** The product modulo 2^61 - 1, of numbers below it. */
  static long times(long a, long b) {
    long low = a * b;
    long folded = (low & PRIME) + (low >>> 61 | Math.multiplyHigh(a, b) << 3);
    return folded >= PRIME ? folded - PRIME : folded;
  }

  /** The sum modulo 2^61 - 1, of numbers below it. */
  static long plus(long a, long b) {
    long sum = a + b;
    return sum >= PRIME ? sum - PRIME : sum;
  }
}
