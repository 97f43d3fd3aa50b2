package org.estover.dedupe.near.datatrove;

/**
 * MT19937 as numpy's {@code RandomState(seed)} draws from it.
 *
 * <p>Source: M. Matsumoto and T. Nishimura, Mersenne Twister (ACM TOMACS 8, 1998). State: 2.5 kB;
 * one thread at a time.
 */
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;
  private static final int MATRIX = 0x9908B0DF;
  private static final int UPPER = 0x80000000;

  private final int[] state = new int[SIZE];
  private int used = SIZE;

  MersenneTwister(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      int before = state[i - 1];
      state[i] = 1812433253 * (before ^ (before >>> 30)) + i;
    }
  }

  /** The next number from 0 to {@code most}, as {@code randint} of unsigned 64-bit numbers. */
  long upTo(long most) {
    long mask = -1L >>> Long.numberOfLeadingZeros(most);
    long number = nextLong() & mask;
    while (Long.compareUnsigned(number, most) > 0) {
      number = nextLong() & mask;
    }
    return number;
  }

  /** Two draws, the upper half first. */
  private long nextLong() {
    long upper = Integer.toUnsignedLong(nextInt());
    return upper << Integer.SIZE | Integer.toUnsignedLong(nextInt());
  }

  int nextInt() {
    if (used == SIZE) {
      renew();
      used = 0;
    }
    int number = state[used++];
    number ^= number >>> 11;
    number ^= (number << 7) & 0x9D2C5680;
    number ^= (number << 15) & 0xEFC60000;
    return number ^ (number >>> 18);
  }

  private void renew() {
    for (int i = 0; i < SIZE; i++) {
      int mixed = (state[i] & UPPER) | (state[(i + 1) % SIZE] & ~UPPER);
      state[i] = state[(i + MIDDLE) % SIZE] ^ (mixed >>> 1) ^ ((mixed & 1) * MATRIX);
    }
  }
}
