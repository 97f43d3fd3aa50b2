package org.estover.licensing.terms.statement;

import java.util.function.UnaryOperator;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.JsonShape;
import org.estover.licensing.terms.agreement.Ratio;

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

  private static final JsonShape SHAPE =
      JsonShape.of("account", "amount", "kind", "name", "party", "share", "tokens", "why");

  public StatementLine {
    if (amount.isNegative() || (kind == LineKind.RIGHTS_HOLDER) == partyId.isEmpty()) {
      throw Errors.badLine(kind, partyId, amount);
    }
  }

  /** The share as a number. */
  public Ratio ratio() {
    return StatementFormat.ratio(share);
  }

  /** The account that the line is credited to. */
  public Account account() {
    return kind.account(partyId);
  }

  JsonObject toJson() {
    return SHAPE.object(
        account().name(),
        Long.toString(amount.minorUnits()),
        kind.word(),
        name,
        partyId,
        share,
        Long.toString(tokens),
        why);
  }

  static StatementLine fromJson(JsonObject json, String currency, UnaryOperator<String> shared) {
    return new StatementLine(
        LineKind.of(json.text("kind")),
        shared.apply(json.text("party")),
        shared.apply(json.text("name")),
        json.decimal("tokens"),
        json.text("share"),
        Money.of(json.decimal("amount"), currency),
        json.text("why"));
  }
}
