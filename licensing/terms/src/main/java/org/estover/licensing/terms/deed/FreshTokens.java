package org.estover.licensing.terms.deed;

import java.util.BitSet;

/**
 * Counts which tokens of one document are new: those that the document has not said before, and
 * that no earlier document said.
 *
 * <p>A token is repeated if it stands in a run of {@value #RUN} tokens that stood in the document
 * before. It is copied if it stands in a run of {@value #ACROSS} tokens that stands in an earlier
 * document; which runs do is said by {@link #copied}. The runs of a document meet those of others
 * by their hashes ({@link #run}).
 *
 * <p>What changes single words of other texts has written nothing: where less than one in {@value
 * #LEAST} of the tokens that a document says once is new, none of them earns. And where so much is
 * repeated or copied that it counts, {@value #ACROSS} of the new tokens do not earn either, as many
 * as may be no more than a seam between what was said before.
 *
 * <p>Time and memory grow with the document: 8 to 16 bytes a token beside it, while it is made. Not
 * thread-safe.
 */
public final class FreshTokens {

  /** Tokens that have to be the same as before in the document. */
  public static final int RUN = 8;

  /** Tokens that have to be the same as in an earlier document: some 12 words of English. */
  public static final int ACROSS = 16;

  /** A document earns if one in so many tokens that it says once is new, or more. */
  public static final int LEAST = 4;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int tokens;
  private final int once;
  private final BitSet stale = new BitSet();

  /** Finds what a document repeats of itself. */
  public FreshTokens(int[] tokens) {
    this.tokens = tokens.length;
    int capacity = Integer.highestOneBit(Math.max(RUN, tokens.length)) << 1;
    long[] seen = new long[Math.max(2 * RUN, capacity)];
    for (int at = 0; at + RUN <= tokens.length; at++) {
      if (!add(seen, hash(tokens, at, RUN))) {
        stale.set(at, at + RUN);
      }
    }
    this.once = tokens.length - stale.cardinality();
  }

  /** How many runs of {@value #ACROSS} tokens a document has. */
  public static int runs(int[] tokens) {
    return Math.max(0, tokens.length - ACROSS + 1);
  }

  /**
   * The hash of the run of {@value #ACROSS} tokens that begins there: two runs of one hash would
   * cost a document {@value #ACROSS} tokens, and there are 2^64 of them, evenly spread.
   */
  public static long run(int[] tokens, int at) {
    return hash(tokens, at, ACROSS);
  }

  /** Says that the run which begins there stands in an earlier document. */
  public void copied(int run) {
    stale.set(run, run + ACROSS);
  }

  /** All its tokens. */
  public int tokens() {
    return tokens;
  }

  /** Its tokens that are neither repeated nor copied. */
  public int fresh() {
    return tokens - stale.cardinality();
  }

  /**
   * Its tokens that earn.
   *
   * @param anothers whether the document stands for a duplicate that another holder had first. Its
   *     author is not answerable for how often it says again what it says: seams cost nothing then,
   *     or else who publishes a page many times over would take its author a part of what it earns
   */
  public int earning(boolean anothers) {
    return (int) earning(tokens, once, fresh(), anothers);
  }

  /** The same by the counts alone. */
  static long earning(long tokens, long once, long fresh, boolean anothers) {
    if (fresh * LEAST < once) {
      return 0;
    }
    boolean seams = !anothers && Repetition.counts(tokens, fresh);
    return seams ? Math.max(0, fresh - ACROSS) : fresh;
  }

  private static long hash(int[] tokens, int from, int length) {
    long hash = MIX;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ tokens[i]) * MIX;
      hash ^= hash >>> 29;
    }
    hash *= MIX;
    hash ^= hash >>> 32;
    return hash == 0 ? MIX : hash;
  }

  /** Open addressing in a table with room for all; zero is an empty place. */
  private static boolean add(long[] seen, long hash) {
    int mask = seen.length - 1;
    int at = (int) (hash >>> 17) & mask;
    while (seen[at] != 0) {
      if (seen[at] == hash) {
        return false;
      }
      at = (at + 1) & mask;
    }
    seen[at] = hash;
    return true;
  }
}
