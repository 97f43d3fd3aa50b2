package org.estover.tokenize.order;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A bijection of [0, size) onto itself that can be asked for any element, in both directions. */
public interface Permutation {
  /** The number of elements. */
  long size();

  /**
   * Maps an index to its image.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= index < size()}
   */
  long apply(long index);

  /**
   * Maps an image back to its index: {@code invert(apply(i)) == i}.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= image < size()}
   */
  long invert(long image);

  /**
   * A keyed Feistel network with cycle walking; persisted orders depend on it, so it never changes.
   *
   * <p>Idea: [0, n) is embedded in a rectangle of a = ceil(sqrt n) by b = ceil(n / a) cells, which
   * holds fewer than n + a cells. Twenty-four rounds alternately shift the column of a cell by a
   * keyed hash of its row and the row by a keyed hash of its column; each round is invertible, so
   * the whole is. A result outside [0, n) is fed in again until it is inside, which keeps the
   * bijection and is rarely needed. Cost: O(1) time, about 0.2 microseconds; O(1) memory.
   * Thread-safe.
   *
   * <p>The round keys come from SHA-256, the round hash is a 64-bit mixer: the order is fair, not
   * secret. Fewer rounds would do for large n; the tests see a bias at n = 5 with twelve. Where a
   * and b are both odd only even permutations can occur, which matters for no n beyond a handful.
   * Sources: J. Black and P. Rogaway, Ciphers with Arbitrary Finite Domains (CT-RSA 2002), method 3
   * with a rectangle, and method 2, cycle walking; the mixer is D. Stafford's mix13 as in
   * SplittableRandom (Steele, Lea, Flood, OOPSLA 2014).
   */
  final class V1 implements Permutation {
    /** The name under which a release's manifest states this algorithm. */
    public static final String NAME = "estover.permutation.v1";

    private static final long SIZE_LIMIT = 1L << 62;
    private static final int ROUNDS = 24;

    private final long size;
    private final long columns;
    private final long rows;
    private final long[] keys;

    private V1(long size, long[] keys) {
      this.size = size;
      this.columns = Math.max(1, ceilSqrt(size));
      this.rows = size == 0 ? 1 : (size - 1) / columns + 1;
      this.keys = keys;
    }

    /**
     * Makes the permutation of [0, size), size up to 2^62, for a seed and a label.
     *
     * <p>Round keys: SHA-256 over NAME, seed (8 bytes big-endian), size (8 bytes), round (4 bytes)
     * and the label's UTF-8; the first two 8-byte big-endian words of each digest.
     */
    public static V1 of(long size, long seed, String label) {
      if (size < 0 || size > SIZE_LIMIT) {
        throw new IllegalArgumentException("size " + size + ", not 0 to 2^62");
      }
      long[] keys = new long[2 * ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        MessageDigest digest = Digests.sha256();
        digest.update(NAME.getBytes(StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(20).putLong(0, seed).putLong(8, size).putInt(16, round));
        ByteBuffer key = ByteBuffer.wrap(digest.digest(label.getBytes(StandardCharsets.UTF_8)));
        keys[2 * round] = key.getLong(0);
        keys[2 * round + 1] = key.getLong(8);
      }
      return new V1(size, keys);
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long apply(long index) {
      check(index);
      long image = index;
      do {
        image = encrypt(image);
      } while (image >= size);
      return image;
    }

    @Override
    public long invert(long image) {
      check(image);
      long index = image;
      do {
        index = decrypt(index);
      } while (index >= size);
      return index;
    }

    private long encrypt(long cell) {
      long row = cell / columns;
      long column = cell % columns;
      for (int round = 0; round < ROUNDS; round += 2) {
        column += hash(row, round, columns);
        column -= column >= columns ? columns : 0;
        row += hash(column, round + 1, rows);
        row -= row >= rows ? rows : 0;
      }
      return row * columns + column;
    }

    private long decrypt(long cell) {
      long row = cell / columns;
      long column = cell % columns;
      for (int round = ROUNDS - 2; round >= 0; round -= 2) {
        row -= hash(column, round + 1, rows);
        row += row < 0 ? rows : 0;
        column -= hash(row, round, columns);
        column += column < 0 ? columns : 0;
      }
      return row * columns + column;
    }

    /** A keyed hash below {@code bound}, which is at most 2^32: the high word of a product. */
    private long hash(long value, int round, long bound) {
      long mixed = mix(mix(value ^ keys[2 * round]) + keys[2 * round + 1]);
      long high = (mixed >>> 32) * bound;
      long low = (mixed & 0xFFFFFFFFL) * bound;
      return (high + (low >>> 32)) >>> 32;
    }

    private static long mix(long value) {
      long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }

    private static long ceilSqrt(long value) {
      long root = (long) Math.sqrt((double) value);
      while (root * root < value) {
        root++;
      }
      while (root > 0 && (root - 1) * (root - 1) >= value) {
        root--;
      }
      return root;
    }

    private void check(long index) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException("index " + index + " of " + size);
      }
    }
  }
}
