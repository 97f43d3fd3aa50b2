package org.estover.licensing.terms.agreement;

import java.math.BigInteger;
import org.estover.ledger.book.Money;

/**
 * The formula that turns a period's net revenue into the amount due.
 *
 * <p>Written as one line of text, which is also its canonical form:
 *
 * <pre>
 * card    = percent | tiers | minimum
 * percent = "percent" RATIO                                   percent 1/50
 * tiers   = "tiers" CURRENCY 1*(FROM ":" RATIO)               tiers USD 0.00:1/50 1000000.00:1/100
 * minimum = "minimum" CURRENCY AMOUNT "or" card               minimum USD 500.00 or percent 1/50
 * </pre>
 */
public sealed interface RateCard permits PercentOfRevenue, Tiered, Minimum {

  /**
   * The amount due in minor units before rounding, exactly.
   *
   * @param netRevenue zero or more, in a currency that the card {@link #accepts}
   */
  Ratio exactMinorUnits(Money netRevenue);

  /** The formula with the numbers put in, up to but without the rounded result. */
  String why(Money netRevenue);

  /** Whether the card can price revenue in a currency. */
  boolean accepts(String currency);

  /** The canonical text; {@link #parse} reads it back. */
  String canonical();

  /** The amount due: one rounding, half to even. */
  default Money due(Money netRevenue) {
    if (netRevenue.isNegative() || !accepts(netRevenue.currency())) {
      throw Errors.cannotPrice(this, netRevenue);
    }
    BigInteger units = exactMinorUnits(netRevenue).halfEven();
    return Money.of(units.longValueExact(), netRevenue.currency());
  }

  /**
   * Reads a card; a ratio may also be written {@code 2%} or {@code 0.02}, and a lone ratio is a
   * percent card.
   *
   * @throws IllegalArgumentException naming the part that is not understood
   */
  static RateCard parse(String text) {
    return RateCardText.parse(text);
  }
}
