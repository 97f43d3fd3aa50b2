package org.estover.jobs.dedupe;

/**
 * What became of each document, by its number.
 *
 * @param survivors the document that stays in its place, itself if it stays
 * @param similarities the exact Jaccard similarity to that one
 * @param rules why it does not stay; empty if it does
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read by number, never compared.
public record Judgement(int[] survivors, double[] similarities, String[] rules) {
  /** The rule of one document that was read more than once. */
  public static final String SAME_ID = "duplicate-id";

  /** The rule of equal content. */
  public static final String EXACT = "exact-duplicate";

  /** The rule of similar content, or similar to what is similar. */
  public static final String NEAR = "near-duplicate";

  /**
   * Judges by what was found.
   *
   * @param equals for each document the smallest of equal content
   * @param survivors for each document the smallest of its cluster
   */
  static Judgement of(Documents documents, int[] equals, int[] survivors, double[] similarities) {
    int[] stay = survivors.clone();
    double[] measured = similarities.clone();
    String[] rules = new String[stay.length];
    int last = -1;
    for (int i : documents.inOrder()) {
      boolean same = last >= 0 && documents.key(i).equals(documents.key(last));
      if (documents.key(i).isBase()) {
        stay[i] = i;
        measured[i] = 1;
      }
      rules[i] = stay[i] == i ? "" : same ? SAME_ID : equals[i] == i ? NEAR : EXACT;
      last = i;
    }
    return new Judgement(stay, measured, rules);
  }

  /** Whether a document stays. */
  public boolean stays(int document) {
    return survivors[document] == document;
  }
}
