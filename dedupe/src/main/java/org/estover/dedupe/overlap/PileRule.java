package org.estover.dedupe.overlap;

/**
 * The numbers of the rule of GPT-3 and the Pile.
 *
 * @param words the words of an n-gram
 * @param windowCodePoints the code points cut on either side of a shared n-gram
 * @param mostMatches a document with more shared places than this is dropped
 * @param leastPiece pieces between cuts are kept if longer than this, in code points
 */
public record PileRule(int words, int windowCodePoints, int mostMatches, int leastPiece) {
  /** 13 words, 200 on either side, 10 places, pieces above 200. */
  public static final PileRule PILE = new PileRule(13, 200, 10, 200);

  public PileRule {
    if (words < 1 || words > EvalIndex.MOST_WORDS) {
      throw new IllegalArgumentException(
          words + " words per n-gram; 1 to " + EvalIndex.MOST_WORDS + " are possible");
    }
    if (windowCodePoints < 0 || mostMatches < 0 || leastPiece < 0) {
      throw new IllegalArgumentException(
          "window " + windowCodePoints + ", matches " + mostMatches + ", piece " + leastPiece);
    }
  }
}
