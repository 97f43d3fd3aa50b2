package org.estover.tokenize.order;

import java.util.Objects;

/**
 * numpy's legacy {@code RandomState}: the Mersenne Twister MT19937 and the two ways in which
 * training frameworks draw from it.
 *
 * <p>Source: M. Matsumoto and T. Nishimura, Mersenne Twister (ACM TOMACS 8, 1998), seeded by its
 * {@code init_genrand}. Not thread-safe.
 */
public final class NumpyRandom {
  private static final int N = 624;
  private static final int M = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int MATRIX = 0x9908b0df;
  private static final long WORD = 0xFFFFFFFFL;

  private final int[] state = new int[N];
  private int next = N;

  /**
   * Seeds as {@code RandomState(seed)} does.
   *
   * @throws IllegalArgumentException unless {@code 0 <= seed < 2^32}
   */
  public NumpyRandom(long seed) {
    if (seed < 0 || seed > WORD) {
      throw new IllegalArgumentException("seed " + seed + " is not below 2^32");
    }
    state[0] = (int) seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** Draws 32 bits, as an unsigned value in a long. */
  public long next32() {
    return nextInt() & WORD;
  }

  private int nextInt() {
    if (next == N) {
      regenerate();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** Draws uniformly from [0, {@code max}], both ends included; 0 draws nothing. */
  public long interval(long max) {
    if (max < 0) {
      throw new IllegalArgumentException("maximum " + max);
    }
    if (max == 0) {
      return 0;
    }
    long mask = -1L >>> Long.numberOfLeadingZeros(max);
    long value;
    do {
      value = max <= WORD ? next32() : next32() << 32 | next32();
      value &= mask;
    } while (value > max);
    return value;
  }

  /** Shuffles in place as {@code RandomState.shuffle}. */
  public void shuffle(int[] values) {
    shuffle(values, 0, values.length);
  }

  /** Shuffles elements [{@code from}, {@code to}) as if they were an array of their own. */
  public void shuffle(int[] values, int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    for (int i = to - from - 1; i > 0; i--) {
      // interval(i), without its conversions: this loop is most of what building an order costs.
      int mask = -1 >>> Integer.numberOfLeadingZeros(i);
      int j;
      do {
        j = nextInt() & mask;
      } while (j > i);
      int value = values[from + i];
      values[from + i] = values[from + j];
      values[from + j] = value;
    }
  }

  private void regenerate() {
    for (int i = 0; i < N - M; i++) {
      state[i] = state[i + M] ^ twist(state[i], state[i + 1]);
    }
    for (int i = N - M; i < N - 1; i++) {
      state[i] = state[i + M - N] ^ twist(state[i], state[i + 1]);
    }
    state[N - 1] = state[M - 1] ^ twist(state[N - 1], state[0]);
    next = 0;
  }

  private static int twist(int high, int low) {
    int y = (high & UPPER) | (low & LOWER);
    return (y >>> 1) ^ (-(y & 1) & MATRIX);
  }
}
