package org.estover.dedupe.near;

/** The similarity of two sets: what they share over what they have together. */
public final class Jaccard {
  private Jaccard() {}

  /**
   * Estimates the similarity from two signatures: the share of equal minima, with a standard error
   * of sqrt(s(1-s)/k). Zero if either is empty.
   */
  public static double estimate(int[] signature, int[] other) {
    if (signature.length == 0 || other.length == 0) {
      return 0;
    }
    if (signature.length != other.length) {
      throw new IllegalArgumentException(
          "signatures of " + signature.length + " and " + other.length + " minima");
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
    if (shingles.length == 0 || other.length == 0) {
      return 0;
    }
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
      } else {
        j++;
      }
    }
    return (double) shared / ((double) shingles.length + other.length - shared);
  }
}
