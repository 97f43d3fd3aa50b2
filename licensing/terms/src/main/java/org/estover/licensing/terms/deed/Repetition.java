package org.estover.licensing.terms.deed;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * A document that says again what it has said before, and how much of it is new.
 *
 * <p>A token is repeated if it stands in a run of {@value #RUN} tokens that stood in the document
 * before. Only the others earn, so that to write a text twice on one page earns what writing it
 * once does. Every text has some repetition; it counts from a {@value #PART_OF}th of the document
 * on, so that only few documents have to be kept.
 *
 * @param documentId its id
 * @param holder the rights holder that it names, or empty
 * @param tokens all its tokens
 * @param fresh those that are not repeated, at least one
 */
public record Repetition(String documentId, String holder, long tokens, long fresh) {

  /** Tokens that have to be the same as before. */
  public static final int RUN = 8;

  /** From which part of a document on repetition counts: one in so many tokens. */
  public static final int PART_OF = 16;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  public Repetition {
    if (fresh < 1 || fresh > tokens) {
      throw Errors.badRepetition(documentId, tokens, fresh);
    }
  }

  /** Whether so much is repeated that it counts. */
  public boolean counts() {
    return (tokens - fresh) * PART_OF >= tokens;
  }

  /** The part of the document that earns. */
  public Ratio earning() {
    return Ratio.of(fresh, tokens);
  }

  /**
   * Counts the tokens of a text that are not repeated. Time and memory grow with the text: 8 to 16
   * bytes a token beside it.
   */
  public static int fresh(int[] tokens) {
    int capacity = Integer.highestOneBit(Math.max(RUN, tokens.length)) << 1;
    long[] seen = new long[Math.max(2 * RUN, capacity)];
    int repeated = 0;
    int repeatedTo = 0;
    for (int i = 0; i + RUN <= tokens.length; i++) {
      if (!add(seen, hash(tokens, i))) {
        repeated += i + RUN - Math.max(repeatedTo, i);
        repeatedTo = i + RUN;
      }
    }
    return tokens.length - repeated;
  }

  /** Two runs of one hash would cost their document eight tokens; there are 2^64 of them. */
  private static long hash(int[] tokens, int from) {
    long hash = MIX;
    for (int i = from; i < from + RUN; i++) {
      hash = (hash ^ tokens[i]) * MIX;
      hash ^= hash >>> 29;
    }
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

  /** The document as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "document",
            documentId,
            "holder",
            holder,
            "tokens",
            Long.toString(tokens),
            "fresh",
            Long.toString(fresh)));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Repetition fromJson(JsonObject json) {
    return new Repetition(
        json.text("document"), json.text("holder"), json.decimal("tokens"), json.decimal("fresh"));
  }
}
