package org.estover.jobs.dedupe;

/**
 * What became of each document, by its number.
 *
 * @param survivors the document that stays in its place, itself if it stays; {@link #NOBODY} where
 *     it is not one that does
 * @param similarities the exact Jaccard similarity to that one; NaN where none was measured
 * @param rules why it does not stay; empty if it does
 * @param cutBytes what goes of the texts of documents that stay, in bytes of UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read by number, never compared.
public record Judgement(int[] survivors, double[] similarities, String[] rules, long cutBytes) {
  /** Stands for a survivor where what a document says stays in several. */
  public static final int NOBODY = -1;

  /** The rule of one document that was read more than once. */
  public static final String SAME_ID = "duplicate-id";

  /** The rule of equal content. */
  public static final String EXACT = "exact-duplicate";

  /** The rule of similar content, or similar to what is similar. */
  public static final String NEAR = "near-duplicate";

  /** The rule of equal URLs. */
  public static final String URL = "duplicate-url";

  /** The rule of documents all of whose paragraphs stay elsewhere. */
  public static final String NOTHING_LEFT = "nothing-left";

  /** What became of documents whose texts are whole. */
  public Judgement(int[] survivors, double[] similarities, String[] rules) {
    this(survivors, similarities, rules, 0);
  }

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

  /**
   * Settles which of the documents of one key stays: they are one document, met under several
   * names, and which of them a search meets first is chance. It is the first in order.
   */
  static Judgement settled(
      Documents documents, int[] survivors, double[] similarities, String[] rules) {
    Judgement judgement = new Judgement(survivors.clone(), similarities.clone(), rules.clone());
    int[] firsts = new int[survivors.length];
    int[] order = documents.inOrder();
    for (int from = 0, to; from < order.length; from = to) {
      for (to = from; to < order.length && sameKey(documents, order[from], order[to]); to++) {
        firsts[order[to]] = order[from];
      }
      judgement.letFirstStandForAll(order, from, to);
    }
    for (int i = 0; i < firsts.length; i++) {
      if (!judgement.stays(i)) {
        judgement.survivors[i] = firsts[judgement.survivors[i]];
      }
    }
    return judgement;
  }

  private static boolean sameKey(Documents documents, int one, int other) {
    return documents.key(one).equals(documents.key(other));
  }

  /** Of documents of one key, what was found of the one that stands apart is the first's. */
  private void letFirstStandForAll(int[] order, int from, int to) {
    int first = order[from];
    int apart = apart(order, from, to);
    if (stays(apart)) {
      survivors[first] = first;
      survivors[apart] = first;
    }
    double similarity = similarities[apart];
    similarities[apart] = similarities[first];
    similarities[first] = similarity;
    String rule = rules[apart];
    rules[apart] = rules[first];
    rules[first] = rule;
  }

  /** The only one that stays, or the only one that goes for another reason; else the first. */
  private int apart(int[] order, int from, int to) {
    int staying = 0;
    int going = 0;
    int apart = order[from];
    for (int at = from; at < to; at++) {
      if (stays(order[at])) {
        staying++;
        apart = order[at];
      } else if (!rules[order[at]].equals(SAME_ID)) {
        going++;
        apart = staying == 0 ? order[at] : apart;
      }
    }
    return staying == 1 || (staying == 0 && going == 1) ? apart : order[from];
  }

  /** Whether a document stays. */
  public boolean stays(int document) {
    return survivors[document] == document;
  }
}
