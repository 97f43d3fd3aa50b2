package org.estover.licensing.terms.statement;

import java.util.Map;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;

/**
 * What stands between the amount due and what is to be paid on a statement.
 *
 * @param kind what it is
 * @param about the id of what it is about: an offer, a statement or a charge
 * @param amount above zero where it adds to what is to be paid
 * @param why how it came to that
 */
public record Adjustment(Kind kind, String about, Money amount, String why) {

  /** What an adjustment can be. */
  public enum Kind {
    /** An amount that the terms ask for ahead, once. */
    ADVANCE("advance"),
    /** What of the amount due was paid ahead. */
    RECOUPED("recouped"),
    /** What the statement asked for that this one revises. */
    REVISED("revised"),
    /** Entered in the books when it was charged. */
    LATE_FEE("late-fee"),
    /** Entered in the books when it was charged. */
    CREDIT_NOTE("credit-note"),
    /** Entered in the books when it was charged. */
    TRUE_UP("true-up");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The kind as statements write it. */
    public String word() {
      return word;
    }

    /** Whether the statement itself enters it in the books. */
    boolean isOwn() {
      return this == ADVANCE || this == RECOUPED;
    }

    /** The kind of that word. */
    public static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      throw Errors.unknownAdjustment(word);
    }
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "kind",
            kind.word(),
            "about",
            about,
            "amount",
            Long.toString(amount.minorUnits()),
            "why",
            why));
  }

  static Adjustment fromJson(JsonObject json, String currency) {
    return new Adjustment(
        Kind.of(json.text("kind")),
        json.text("about"),
        Money.of(json.decimal("amount"), currency),
        json.text("why"));
  }
}
