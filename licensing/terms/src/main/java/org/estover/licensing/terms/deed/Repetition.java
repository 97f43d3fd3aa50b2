package org.estover.licensing.terms.deed;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * A document that says again what it or an earlier one has said, and how much of it earns.
 *
 * <p>Only tokens that are new earn ({@link FreshTokens}), so that to write a text twice, or one
 * that others wrote, earns what writing it once does, and nothing. Every text has some repetition;
 * it counts from a {@value #PART_OF}th of the document on, so that only few documents have to be
 * kept.
 *
 * @param documentId its id
 * @param holder the rights holder that it names, or empty
 * @param tokens all its tokens, at least one
 * @param fresh those of the new ones that earn; none where too little of the document is new
 */
public record Repetition(String documentId, String holder, long tokens, long fresh) {

  /** From which part of a document on repetition counts: one in so many tokens. */
  public static final int PART_OF = 16;

  public Repetition {
    if (tokens < 1 || fresh < 0 || fresh > tokens) {
      throw Errors.badRepetition(documentId, tokens, fresh);
    }
  }

  /** Whether so much is repeated or copied that it counts. */
  public boolean counts() {
    return counts(tokens, fresh);
  }

  static boolean counts(long tokens, long fresh) {
    return (tokens - fresh) * PART_OF >= tokens;
  }

  /** The part of the document that earns. */
  public Ratio earning() {
    return Ratio.of(fresh, tokens);
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
