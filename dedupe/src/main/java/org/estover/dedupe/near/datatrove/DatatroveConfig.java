package org.estover.dedupe.near.datatrove;

import org.estover.dedupe.near.NearConfig;

/**
 * The settings that datatrove calls {@code MinhashConfig}.
 *
 * @param bands slices of a signature ({@code num_buckets})
 * @param rows minima per band ({@code hashes_per_bucket})
 * @param shingleWords words per shingle ({@code n_grams})
 * @param hash the hash of a shingle ({@code hash_config})
 * @param seed the seed of the permutations, an unsigned 32-bit number
 */
public record DatatroveConfig(int bands, int rows, int shingleWords, ShingleHash hash, long seed) {
  /** Fourteen bands of eight rows over 5-word shingles, XXH64, seed 1. */
  public static final DatatroveConfig DEFAULT = new DatatroveConfig(14, 8, 5, ShingleHash.XXH64, 1);

  /** The most minima in a signature. */
  public static final int SIGNATURE_LIMIT = 4096;

  /** The most words in a shingle. */
  public static final int SHINGLE_LIMIT = 1024;

  /** Checks the ranges. */
  public DatatroveConfig {
    if (bands < 1 || rows < 1 || (long) bands * rows > SIGNATURE_LIMIT) {
      throw new IllegalArgumentException(bands + " bands of " + rows + " rows");
    }
    if (shingleWords < 1 || shingleWords > SHINGLE_LIMIT) {
      throw new IllegalArgumentException(shingleWords + " words per shingle");
    }
    if (seed < 0 || seed > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("seed " + seed + ", not an unsigned 32-bit number");
    }
  }

  /** The same settings with another hash. */
  public DatatroveConfig with(ShingleHash other) {
    return new DatatroveConfig(bands, rows, shingleWords, other, seed);
  }

  /** The same cut into bands for a search among documents. */
  public NearConfig near(double threshold) {
    return new NearConfig(bands, rows, shingleWords, threshold);
  }

  /** The number of minima in a signature. */
  public int signatureSize() {
    return bands * rows;
  }
}
