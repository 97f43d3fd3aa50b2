package org.estover.jobs.stage;

import java.io.Serializable;
import java.util.HexFormat;

/**
 * A digest of a set of rows that does not depend on their order or on how files are cut: the sum of
 * the rows' SHA-256 digests modulo 2^256, and their number.
 *
 * <p>It costs one hash per row and no shuffle, and sums of parts add up to the sum of the whole. It
 * tells honest runs apart; against someone who may choose the rows a sum is no proof, so what a
 * release promises rests on {@link RowSetDigest} and on hashes of files.
 */
record RowSum(long count, long a, long b, long c, long d) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The sum of no rows. */
  static final RowSum ZERO = new RowSum(0, 0, 0, 0, 0);

  /** The sum of one row, given by its canonical bytes. */
  static RowSum of(byte[] row) {
    byte[] digest = Sha256.of(row);
    return new RowSum(
        1,
        Bytes.int64(digest, 0),
        Bytes.int64(digest, 8),
        Bytes.int64(digest, 16),
        Bytes.int64(digest, 24));
  }

  /** The sum that {@link #text} wrote. */
  static RowSum parse(String text) {
    int colon = text.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(text, colon + 1, text.length());
    return new RowSum(
        Long.parseLong(text, 0, colon, 10),
        Bytes.int64(bytes, 0),
        Bytes.int64(bytes, 8),
        Bytes.int64(bytes, 16),
        Bytes.int64(bytes, 24));
  }

  /** The sum of the rows of both. */
  RowSum plus(RowSum other) {
    long sumD = d + other.d;
    long sumC = c + other.c;
    long sumB = b + other.b;
    long carryC = carry(d, other.d, sumD);
    long carryB = carry(c, other.c, sumC) + carry(sumC, carryC, sumC + carryC);
    sumC += carryC;
    long carryA = carry(b, other.b, sumB) + carry(sumB, carryB, sumB + carryB);
    sumB += carryB;
    return new RowSum(count + other.count, a + other.a + carryA, sumB, sumC, sumD);
  }

  private static long carry(long x, long y, long sum) {
    return ((x & y) | ((x | y) & ~sum)) >>> 63;
  }

  /** The sum as text: the number of rows and 64 hex digits. */
  String text() {
    byte[] bytes = new byte[32];
    Bytes.put(bytes, 0, a);
    Bytes.put(bytes, 8, b);
    Bytes.put(bytes, 16, c);
    Bytes.put(bytes, 24, d);
    return count + ":" + HexFormat.of().formatHex(bytes);
  }
}
