package org.estover.licensing.terms.receivable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;

/**
 * Shares a charge as the statement that it is on is shared: by largest remainder over what stands
 * on each account, ties to the account that the statement names first.
 */
public final class Sharing {

  private Sharing() {}

  /**
   * What each account has of a statement, accounts with nothing left out.
   *
   * @param charges credit notes and true-ups of the month so far, which change it
   */
  public static Map<Account, Money> of(Statement statement, List<Charge> charges) {
    Map<Account, Money> shares = new LinkedHashMap<>();
    for (StatementLine line : statement.lines()) {
      shares.merge(line.account(), line.amount(), Money::plus);
    }
    for (Charge charge : charges) {
      if (charge.kind() != Charge.Kind.LATE_FEE) {
        for (Charge.Line line : charge.lines()) {
          Money amount = charge.kind().takesOff() ? line.amount().negated() : line.amount();
          shares.merge(line.account(), amount, Money::plus);
        }
      }
    }
    shares.values().removeIf(share -> share.isZero() || share.isNegative());
    return shares;
  }

  /** What all accounts have together. */
  public static Money total(Map<Account, Money> shares, String currency) {
    Money total = Money.zero(currency);
    for (Money share : shares.values()) {
      total = total.plus(share);
    }
    return total;
  }

  /** The lines of a charge; those of zero are left out. */
  public static List<Charge.Line> lines(Money amount, Map<Account, Money> shares) {
    List<BigInteger> weights =
        shares.values().stream().map(share -> BigInteger.valueOf(share.minorUnits())).toList();
    Money total = total(shares, amount.currency());
    List<Money> parts = Allotment.split(amount, weights);
    List<Charge.Line> lines = new ArrayList<>();
    int next = 0;
    for (Map.Entry<Account, Money> share : shares.entrySet()) {
      Money part = parts.get(next++);
      if (!part.isZero()) {
        String why = share.getValue().minorUnits() + "/" + total.minorUnits() + " of " + amount;
        lines.add(new Charge.Line(share.getKey(), part, why));
      }
    }
    return lines;
  }
}
