package org.estover.dedupe.exact;

/**
 * The shape of a Bloom filter whose keys set all their bits within one block of 512, which is one
 * cache line and so one access to memory.
 *
 * <p>Of n keys, the number j in a block of B is distributed as Poisson(n / B); with k bits a key,
 * {@code k * j} throws fill a share of the block whose k-th power is the chance of a false positive
 * (with the variance of that share, which the plain formula leaves out). For a chance of 1e-5 that
 * takes about a quarter more bits than a filter whose bits lie anywhere. Sources: F. Putze, P.
 * Sanders, J. Singler, Cache-, hash- and space-efficient Bloom filters (JEA 14, 2009); P. Bose et
 * al., On the false-positive rate of Bloom filters (IPL 108, 2008).
 *
 * @param blocks the number of blocks
 * @param hashes bits that a key sets, which may fall together
 */
public record BloomSize(long blocks, int hashes) {
  /** Bits of a block. */
  public static final int BLOCK_BITS = 512;

  /** The most blocks: 8 TiB. */
  public static final long BLOCK_LIMIT = 1L << 37;

  /** The most bits that a key sets. */
  public static final int HASH_LIMIT = 24;

  /** Checks the ranges. */
  public BloomSize {
    if (blocks < 1 || blocks > BLOCK_LIMIT || hashes < 1 || hashes > HASH_LIMIT) {
      throw new IllegalArgumentException(
          blocks + " blocks of " + BLOCK_BITS + " bits, " + hashes + " bits per key");
    }
  }

  /**
   * The smallest shape that has so many keys and, when it has them, no higher chance of a false
   * positive.
   *
   * @throws IllegalArgumentException if the chance is not between 0 and 1, or no shape suffices
   */
  public static BloomSize of(long keys, double falsePositives) {
    if (keys < 0 || !(falsePositives > 0 && falsePositives < 1)) {
      throw new IllegalArgumentException(
          keys + " keys with a chance of " + falsePositives + " for a false positive");
    }
    long least = BLOCK_LIMIT + 1;
    int hashes = 1;
    for (int k = 1; k <= HASH_LIMIT; k++) {
      if (chance(keys, least - 1, k) <= falsePositives) {
        least = leastBlocks(keys, falsePositives, k, least - 1);
        hashes = k;
      }
      if (least == 1) {
        break;
      }
    }
    if (least > BLOCK_LIMIT) {
      throw new IllegalArgumentException(
          keys + " keys with a chance of " + falsePositives + " need more than 8 TiB");
    }
    return new BloomSize(least, hashes);
  }

  /** The bits of the filter. */
  public long bits() {
    return blocks * BLOCK_BITS;
  }

  /** The bytes of the filter. */
  public long size() {
    return bits() / Byte.SIZE;
  }

  /** The chance that a key is taken for one of so many others. */
  public double falsePositives(long keys) {
    return chance(keys, blocks, hashes);
  }

  private static long leastBlocks(long keys, double falsePositives, int hashes, long enough) {
    long low = 1;
    long high = enough;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (chance(keys, middle, hashes) <= falsePositives) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** In {@code StrictMath}, since the shape, and so the file, must be the same everywhere. */
  private static double chance(long keys, long blocks, int hashes) {
    double mean = (double) keys / blocks;
    if (mean * hashes > 8 * BLOCK_BITS) {
      return 1;
    }
    double spread = 12 * StrictMath.sqrt(mean) + 40;
    int from = (int) Math.max(1, mean - spread);
    int to = (int) (mean + spread);
    double weight = from * StrictMath.log(mean) - mean - logFactorial(from);
    double sum = 0;
    for (int inBlock = from; inBlock <= to && mean > 0; inBlock++) {
      sum += StrictMath.exp(weight) * filled((double) inBlock * hashes, hashes);
      weight += StrictMath.log(mean) - StrictMath.log(inBlock + 1);
    }
    return Math.min(1, sum);
  }

  /** The expected k-th power of the share of a block that so many throws fill. */
  private static double filled(double throwsInBlock, int power) {
    double m = BLOCK_BITS;
    double empty = StrictMath.pow(1 - 1 / m, throwsInBlock);
    double share = 1 - empty;
    double pairs = StrictMath.pow(1 - 2 / m, throwsInBlock);
    double variance = Math.max(0, (1 - 1 / m) * pairs + empty / m - empty * empty);
    double spread = 1 + power * (power - 1) / 2.0 * variance / (share * share);
    return Math.min(1, StrictMath.pow(share, power) * spread);
  }

  private static double logFactorial(int n) {
    double sum = 0;
    for (int i = 2; i <= n; i++) {
      sum += StrictMath.log(i);
    }
    return sum;
  }
}
