package org.estover.tokenize.reconstruct;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Numbers from 0 in seven bits a byte, the lowest first; the last byte's high bit is not set. */
final class Varint {
  private static final int BITS = 7;

  private Varint() {}

  static void write(long number, ByteArrayOutputStream into) {
    if (number < 0) {
      throw new IllegalArgumentException("a varint of " + number);
    }
    long left = number;
    while (left >= 1 << BITS) {
      into.write((int) (left | 1 << BITS));
      left >>>= BITS;
    }
    into.write((int) left);
  }

  /**
   * Reads a number.
   *
   * @throws BufferUnderflowException if there is none, or one of more than 63 bits
   */
  static long read(ByteBuffer from) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
      byte next = from.get();
      number |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new BufferUnderflowException();
  }

  /** Reads a number that has to be at most a limit, such as the bytes that are left. */
  static int read(ByteBuffer from, int limit) {
    long number = read(from);
    if (number > limit) {
      throw new BufferUnderflowException();
    }
    return (int) number;
  }
}
