package org.estover.licensing.terms.statement;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;
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
    Map<String, Object> json = new HashMap<>();
    json.put("kind", kind.word());
    json.put("party", partyId);
    json.put("name", name);
    json.put("account", account().name());
    json.put("tokens", Long.toString(tokens));
    json.put("share", share);
    json.put("amount", Long.toString(amount.minorUnits()));
    json.put("why", why);
    return JsonObject.of(json);
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
