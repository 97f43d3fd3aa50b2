package org.estover.dedupe.near;

/**
 * The settings of near-duplicate search.
 *
 * @param bands slices of a signature; two texts that agree in one are candidates
 * @param rows places per band
 * @param shingleWords words per shingle
 * @param threshold the Jaccard similarity, above 0 to 1, from which candidates are duplicates
 */
public record NearConfig(int bands, int rows, int shingleWords, double threshold) {
  /**
   * Twenty-four bands of five rows over 5-word shingles, verified at 0.75. Of pairs of similarity s
   * the share {@code (1 - s^5)^24} is missed: 0.15 % at 0.75, 0.007 % at 0.8; that of 0.5 comes to
   * verification in 53 % of cases, which costs less than what more rows would miss.
   */
  public static final NearConfig DEFAULT = new NearConfig(24, 5, 5, 0.75);

  /** The most places in a signature. */
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

  /** The number of places in a signature. */
  public int signatureSize() {
    return bands * rows;
  }
}
