package org.estover.licensing.terms.receivable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.statement.StatementPart;

/**
 * Shares a charge as the statement that it is on is shared: by largest remainder over what stands
 * on each account, ties to the account that the statement names first.
 */
public final class Sharing {

  private Sharing() {}

  /**
   * What each account has of a statement, accounts with nothing left out.
   *
   * @param charges those of the month so far; credit notes and true-ups change it
   */
  public static Map<Account, Money> of(Statement statement, List<Charge> charges) {
    Map<Account, Money> shares = new LinkedHashMap<>();
    for (StatementLine line : statement.lines()) {
      shares.merge(line.account(), line.amount(), Money::plus);
    }
    charged(statement, charges.stream().filter(charge -> !charge.kind().isLate()).toList())
        .forEach((account, amount) -> shares.merge(account, amount, Money::plus));
    return positive(shares);
  }

  /** What each account has of a month's late fees, less what was given back. */
  public static Map<Account, Money> ofLateFees(Statement statement, List<Charge> charges) {
    return positive(
        charged(statement, charges.stream().filter(charge -> charge.kind().isLate()).toList()));
  }

  private static Map<Account, Money> positive(Map<Account, Money> shares) {
    shares.values().removeIf(share -> share.isZero() || share.isNegative());
    return shares;
  }

  /**
   * What the charges of a month come to on each account, below zero where they took something off:
   * those on the statement as they were shared, those on earlier ones of the month as this one is
   * shared. So nobody gives up what went to others, and a charge and a correction end alike in
   * either order.
   */
  public static Map<Account, Money> charged(Statement statement, List<Charge> charges) {
    Map<Account, Money> charged = new LinkedHashMap<>();
    Money fees = Money.zero(statement.currency());
    Money rest = fees;
    for (Charge charge : charges) {
      if (charge.statementId().equals(statement.id())) {
        add(charge.lines(), charge.kind().takesOff(), charged);
      } else if (charge.kind().isLate()) {
        fees = fees.plus(charge.signed());
      } else {
        rest = rest.plus(charge.signed());
      }
    }
    share(fees, statement, charged);
    share(rest, statement, charged);
    return charged;
  }

  private static void share(Money amount, Statement statement, Map<Account, Money> charged) {
    if (!amount.isZero()) {
      boolean takesOff = amount.isNegative();
      Money size = takesOff ? amount.negated() : amount;
      Map<Account, Money> shares = of(statement, List.of());
      add(shares.isEmpty() ? lines(size, statement) : lines(size, shares), takesOff, charged);
    }
  }

  private static void add(List<Charge.Line> lines, boolean takeOff, Map<Account, Money> charged) {
    for (Charge.Line line : lines) {
      Money amount = takeOff ? line.amount().negated() : line.amount();
      charged.merge(line.account(), amount, Money::plus);
    }
  }

  /**
   * What each account would have of an amount by the statement's own shares, as weights: of one on
   * which nothing is due, such as one that asks for an advance alone. Its parts count alike.
   */
  static Map<Account, BigInteger> byShares(Statement statement) {
    Map<Account, Ratio> exact = new LinkedHashMap<>();
    for (StatementPart part : statement.parts()) {
      for (StatementLine line : part.lines()) {
        boolean ofKey = line.kind() != LineKind.RIGHTS_HOLDER && line.kind() != LineKind.UNCLAIMED;
        Ratio share = ofKey ? line.ratio() : part.key().holders().times(line.ratio());
        exact.merge(line.account(), share, Ratio::plus);
      }
    }
    BigInteger common = BigInteger.ONE;
    for (Ratio share : exact.values()) {
      common = common.divide(common.gcd(share.denominator())).multiply(share.denominator());
    }
    Map<Account, BigInteger> weights = new LinkedHashMap<>();
    for (Map.Entry<Account, Ratio> share : exact.entrySet()) {
      BigInteger factor = common.divide(share.getValue().denominator());
      weights.put(share.getKey(), share.getValue().numerator().multiply(factor));
    }
    return weights;
  }

  /**
   * The lines of a charge that adds to a statement on which nothing is left, by {@link #byShares
   * its own shares}.
   */
  public static List<Charge.Line> lines(Money amount, Statement statement) {
    return weighed(amount, byShares(statement));
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
    Map<Account, BigInteger> weights = new LinkedHashMap<>();
    shares.forEach(
        (account, share) -> weights.put(account, BigInteger.valueOf(share.minorUnits())));
    return weighed(amount, weights);
  }

  private static List<Charge.Line> weighed(Money amount, Map<Account, BigInteger> weights) {
    BigInteger total = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    List<Money> parts = Allotment.split(amount, List.copyOf(weights.values()));
    List<Charge.Line> lines = new ArrayList<>();
    int next = 0;
    for (Map.Entry<Account, BigInteger> share : weights.entrySet()) {
      Money part = parts.get(next++);
      if (!part.isZero()) {
        String why = share.getValue() + "/" + total + " of " + amount;
        lines.add(new Charge.Line(share.getKey(), part, why));
      }
    }
    return lines;
  }
}
