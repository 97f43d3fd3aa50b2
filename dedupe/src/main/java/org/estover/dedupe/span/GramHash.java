package org.estover.dedupe.span;

/**
 * The rolling hash of a gram: its bytes as digits of a number in base {@code factor}, modulo 2^64.
 *
 * @param size the bytes of a gram
 * @param factor the base
 * @param dropFactor the base to the power of the size: what the byte that leaves is worth
 */
record GramHash(int size, long factor, long dropFactor) {
  GramHash(int size, long factor) {
    this(size, factor, power(factor, size));
  }

  /** The hash of the gram that begins here. */
  long of(byte[] bytes, int start) {
    long hash = 0;
    for (int at = start; at < start + size; at++) {
      hash = hash * factor + (bytes[at] & 0xFF);
    }
    return hash;
  }

  /** The hash of the gram after the one that begins here. */
  long next(long hash, byte[] bytes, int start) {
    return hash * factor + (bytes[start + size] & 0xFF) - (bytes[start] & 0xFF) * dropFactor;
  }

  private static long power(long factor, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= factor;
    }
    return power;
  }
}
