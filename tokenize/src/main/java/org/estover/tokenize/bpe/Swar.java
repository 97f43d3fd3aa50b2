package org.estover.tokenize.bpe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time in one long, the first in its lowest bits.
 *
 * <p>Masks have the high bit of a byte set where the byte has a property, so that trailing zeros
 * divided by eight are the index of the first such byte.
 */
final class Swar {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Swar() {}

  /** The eight bytes from an index on; all of them must be in the array. */
  static long load(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Stores the two lowest bytes of a value, the lowest first. */
  static void storeTwo(byte[] bytes, int at, int value) {
    SHORT.set(bytes, at, (short) value);
  }

  /** A long whose first {@code count} bytes are ones, for 1 to 8. */
  static long firstBytes(int count) {
    return -1L >>> (Long.SIZE - Byte.SIZE * count);
  }

  /** The bytes that are no ASCII letters. */
  static long nonLetters(long word) {
    long lower = (word | 0x20 * ONES) & ~HIGH_BITS;
    long fromA = lower + (0x80 - 'a') * ONES;
    long behindZ = lower + (0x7F - 'z') * ONES;
    return (~(fromA & ~behindZ) | word) & HIGH_BITS;
  }

  /** The bytes that are not ASCII. */
  static long nonAscii(long word) {
    return word & HIGH_BITS;
  }

  /** The bytes that equal a value, and perhaps some behind the first of them. */
  static long equal(long word, byte value) {
    long zeros = word ^ (value & 0xFF) * ONES;
    return (zeros - ONES) & ~zeros & HIGH_BITS;
  }

  /** The index of a mask's first byte, 8 if it has none. */
  static int firstIndex(long mask) {
    return Long.numberOfTrailingZeros(mask) >>> 3;
  }
}
