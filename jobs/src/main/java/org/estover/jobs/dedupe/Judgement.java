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
  /** The rule of equal content. */
  public static final String EXACT = "exact-duplicate";

  /** The rule of similar content, or similar to what is similar. */
  public static final String NEAR = "near-duplicate";

  /** Whether a document stays. */
  public boolean stays(int document) {
    return survivors[document] == document;
  }
}
