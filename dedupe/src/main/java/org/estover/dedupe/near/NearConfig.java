package org.estover.dedupe.near;

/**
 * The settings of near-duplicate search.
 *
 * @param bands slices of a signature; two texts that agree in one are candidates
 * @param rows minima per band
 * @param shingleWords words per shingle
 * @param threshold the Jaccard similarity, above 0 to 1, from which candidates are duplicates
 */
public record NearConfig(int bands, int rows, int shingleWords, double threshold) {
  /** Fourteen bands of eight rows over 5-word shingles, verified at 0.7. */
  public static final NearConfig DEFAULT = new NearConfig(14, 8, 5, 0.7);

  /** The most minima in a signature. */
  public static final int SIGNATURE_LIMIT = 4096;

  /** Checks the ranges. */
  public NearConfig {
    if (bands < 1 || rows < 1 || shingleWords < 1 || (long) bands * rows > SIGNATURE_LIMIT) {
      throw new IllegalArgumentException(
          bands + " bands of " + rows + " rows, " + shingleWords + " words per shingle");
    }
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold " + threshold + ", not above 0 to 1");
    }
  }

  /** The number of minima in a signature. */
  public int signatureSize() {
    return bands * rows;
  }
}
