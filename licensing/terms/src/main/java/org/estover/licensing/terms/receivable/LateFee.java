package org.estover.licensing.terms.receivable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * What late payment of a month's amount costs: {@code sum of principal * days, times rate / 30},
 * simple and rounded once, half to even, less what was charged before.
 *
 * @param terms the terms
 * @param late what was open how long beyond its last day of payment, in the order of days
 * @param chargedBefore late fees of the same month charged before
 */
public record LateFee(LateTerms terms, List<Late> late, Money chargedBefore) {

  private static final long DAYS_OF_MONTH = 30;

  /**
   * What was open for a number of days.
   *
   * @param principal above zero
   * @param days above zero
   */
  public record Late(Money principal, long days) {}

  public LateFee {
    late = List.copyOf(late);
  }

  /** The fee in all, with what was charged before. */
  public Money total() {
    BigInteger sum = BigInteger.ZERO;
    for (Late each : late) {
      sum =
          sum.add(
              BigInteger.valueOf(each.principal().minorUnits())
                  .multiply(BigInteger.valueOf(each.days())));
    }
    Ratio exact = terms.rate().times(new Ratio(sum, BigInteger.valueOf(DAYS_OF_MONTH)));
    return Money.of(exact.halfEven().longValueExact(), chargedBefore.currency());
  }

  /** What is to be charged; zero where that was done. */
  public Money amount() {
    Money total = total();
    return total.compareTo(chargedBefore) > 0
        ? total.minus(chargedBefore)
        : Money.zero(total.currency());
  }

  /** What is to be given back of what was charged; zero where nothing is. */
  public Money back() {
    Money total = total();
    return total.compareTo(chargedBefore) < 0
        ? chargedBefore.minus(total)
        : Money.zero(total.currency());
  }

  /** The formula with its numbers and its result. */
  public String why() {
    List<String> parts = new ArrayList<>();
    for (Late each : late) {
      parts.add(each.principal() + " for " + each.days() + (each.days() == 1 ? " day" : " days"));
    }
    return terms.text()
        + ": "
        + (parts.isEmpty() ? "nothing was late" : String.join(" and ", parts) + ", / 30")
        + " = "
        + total()
        + (chargedBefore.isZero() ? "" : ", less " + chargedBefore + " charged before");
  }
}
