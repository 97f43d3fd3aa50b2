package org.estover.dedupe.near;

/** The similarity of two sets: what they share over what they have together. */
public final class Jaccard {
  private Jaccard() {}

  /**
   * Estimates the similarity from two signatures: the share of equal places, with a standard error
   * of at most sqrt(s(1-s)/k). Zero if either is empty.
   */
  public static double estimate(long[] signature, long[] other) {
    if (signature.length == 0 || other.length == 0) {
      return 0;
    }
    if (signature.length != other.length) {
      throw new IllegalArgumentException(
          "signatures of " + signature.length + " and " + other.length + " places");
    }
    int equal = 0;
    for (int i = 0; i < signature.length; i++) {
      equal += signature[i] == other[i] ? 1 : 0;
    }
    return (double) equal / signature.length;
  }

  /**
   * Computes the similarity of two sets of shingles as {@link Shingles#of} returns them: ascending
   * and distinct. Zero if either is empty. Linear in both.
   */
  public static double exact(long[] shingles, long[] other) {
    return atLeast(shingles, other, 0);
  }

  /**
   * Computes the similarity of two sets as {@link #exact} does, but gives up where it cannot reach
   * a threshold any more.
   *
   * @return the similarity if it is the threshold or more, else some number below the threshold
   */
  public static double atLeast(long[] shingles, long[] other, double threshold) {
    if (shingles.length == 0 || other.length == 0) {
      return 0;
    }
    // One in reserve: rounding must not decide here, but in the division at the end.
    double needed = threshold / (1 + threshold) * ((double) shingles.length + other.length) - 1;
    double spare = (double) shingles.length - needed;
    double otherSpare = (double) other.length - needed;
    int shared = 0;
    int i = 0;
    int j = 0;
    while (i < shingles.length && j < other.length) {
      if (shingles[i] == other[j]) {
        shared++;
        i++;
        j++;
      } else if (shingles[i] < other[j]) {
        i++;
        if (i - shared > spare) {
          return 0;
        }
      } else {
        j++;
        if (j - shared > otherSpare) {
          return 0;
        }
      }
    }
    return (double) shared / ((double) shingles.length + other.length - shared);
  }
}
