package org.estover.dedupe.exact;

import java.util.Arrays;

/**
 * For each paragraph of a corpus, the copy that stays: the one of the smallest rank, within a
 * document the first.
 *
 * <p>All documents are offered first, in any order, each with its rank: its place when all are
 * sorted by priority and id. Then each is asked for its cuts. The result is exact and depends on
 * the ranks only. Memory: 28 bytes for each of at most 2^30 places of a table that is at most two
 * thirds full: 42 to 84 bytes per distinct paragraph; larger corpora go through a shuffle of their
 * copies, as runs do. One thread at a time.
 */
public final class FirstParagraphs {
  private static final int PLACE_LIMIT = 1 << 30;

  private final Paragraphs paragraphs;
  private long[] highs;
  private long[] lows;
  private long[] ranks;
  private int[] indexes;
  private int distinct;

  /** Makes an empty table of lines; those with fewer words are never cut. */
  public FirstParagraphs(int minWords) {
    this(new Paragraphs(minWords));
  }

  /** Makes an empty table of what goes through these. */
  public FirstParagraphs(Paragraphs paragraphs) {
    this.paragraphs = paragraphs;
    int places = 1 << 10;
    highs = new long[places];
    lows = new long[places];
    ranks = new long[places];
    indexes = new int[places];
    Arrays.fill(indexes, -1);
  }

  /** Distinct paragraphs so far. */
  public int distinct() {
    return distinct;
  }

  /** Offers the paragraphs of a document. */
  public void offer(long rank, CharSequence text) {
    paragraphs.open(text);
    while (paragraphs.next()) {
      offer(paragraphs.high(), paragraphs.low(), rank, paragraphs.index());
    }
  }

  /** The ranges of the paragraphs that stay elsewhere, or earlier in this document. */
  public ParagraphCuts cuts(long rank, CharSequence text) {
    return ParagraphCuts.of(text, paragraphs, at -> !isFirst(rank, at));
  }

  private boolean isFirst(long rank, Paragraphs at) {
    int place = place(at.high(), at.low());
    if (indexes[place] < 0) {
      throw new IllegalStateException("a paragraph of document " + rank + " was never offered");
    }
    return ranks[place] == rank && indexes[place] == at.index();
  }

  private void offer(long high, long low, long rank, int index) {
    int place = place(high, low);
    if (indexes[place] < 0) {
      if (3L * (distinct + 1) > 2L * indexes.length) {
        grow();
        place = place(high, low);
      }
      distinct++;
      put(place, high, low, rank, index);
    } else if (rank < ranks[place] || (rank == ranks[place] && index < indexes[place])) {
      put(place, high, low, rank, index);
    }
  }

  private void put(int place, long high, long low, long rank, int index) {
    highs[place] = high;
    lows[place] = low;
    ranks[place] = rank;
    indexes[place] = index;
  }

  /** Where a key stands, or would. */
  private int place(long high, long low) {
    int mask = indexes.length - 1;
    int place = (int) high & mask;
    while (indexes[place] >= 0 && (highs[place] != high || lows[place] != low)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    if (indexes.length == PLACE_LIMIT) {
      throw new IllegalStateException(
          distinct + " distinct paragraphs are the most for one table; use Spark for more");
    }
    long[] oldHighs = highs;
    long[] oldLows = lows;
    long[] oldRanks = ranks;
    int[] oldIndexes = indexes;
    int places = 2 * indexes.length;
    highs = new long[places];
    lows = new long[places];
    ranks = new long[places];
    indexes = new int[places];
    Arrays.fill(indexes, -1);
    for (int i = 0; i < oldIndexes.length; i++) {
      if (oldIndexes[i] >= 0) {
        put(place(oldHighs[i], oldLows[i]), oldHighs[i], oldLows[i], oldRanks[i], oldIndexes[i]);
      }
    }
  }
}
