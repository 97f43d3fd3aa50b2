package org.estover.tokenize.order;

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
    if (next == N) {
      regenerate();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y & WORD;
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
    for (int i = values.length - 1; i > 0; i--) {
      int j = (int) interval(i);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** Shuffles in place as {@code RandomState.shuffle}. */
  public void shuffle(long[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = (int) interval(i);
      long value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  private void regenerate() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % N] & LOWER);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
    }
    next = 0;
  }
}
