package org.estover.licensing.terms.statement;

import java.util.Map;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;

/**
 * One part of the amount due: where it goes and why.
 *
 * @param kind where it goes
 * @param partyId the rights holder's id, else empty
 * @param name the rights holder's name, else empty
 * @param tokens tokens of this payee that training read; zero where the line does not depend on it
 * @param share the share of the total named in {@code why}, as a fraction that is not reduced
 * @param amount zero or more
 * @param why the share, what it is taken of, and how it was brought to the unit
 */
public record StatementLine(
    LineKind kind,
    String partyId,
    String name,
    long tokens,
    String share,
    Money amount,
    String why) {

  public StatementLine {
    if (amount.isNegative() || (kind == LineKind.RIGHTS_HOLDER) == partyId.isEmpty()) {
      throw Errors.badLine(kind, partyId, amount);
    }
  }

  /** The account that the line is credited to. */
  public Account account() {
    return kind.account(partyId);
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "kind",
            kind.word(),
            "party",
            partyId,
            "name",
            name,
            "account",
            account().name(),
            "tokens",
            Long.toString(tokens),
            "share",
            share,
            "amount",
            Long.toString(amount.minorUnits()),
            "why",
            why));
  }

  static StatementLine fromJson(JsonObject json, String currency) {
    return new StatementLine(
        LineKind.of(json.text("kind")),
        json.text("party"),
        json.text("name"),
        json.decimal("tokens"),
        json.text("share"),
        Money.of(json.decimal("amount"), currency),
        json.text("why"));
  }
}
