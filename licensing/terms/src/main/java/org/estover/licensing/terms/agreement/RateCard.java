package org.estover.licensing.terms.agreement;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.estover.ledger.book.Money;

/**
 * The formula that turns a period's net revenue into the amount due.
 *
 * <p>Written as one line of text, which is also its canonical form:
 *
 * <pre>
 * card     = [advance] [cap] [minimum] price
 * advance  = "advance" CURRENCY AMOUNT "against"          advance USD 5000.00 against percent 1/50
 * cap      = "cap" CURRENCY AMOUNT "on"                   cap USD 90000.00 on percent 1/50
 * minimum  = "minimum" CURRENCY AMOUNT "or"               minimum USD 500.00 or percent 1/50
 * price    = one | "greater of" one 1*("and" one)
 * one      = earned | unit
 * earned   = ["discount" 1*(WHOM ":" RATIO) "on"] (percent | tiers)
 * percent  = "percent" RATIO                              percent 1/50
 * tiers    = "tiers" CURRENCY 1*(FROM ":" RATIO)          tiers USD 0.00:1/50 1000000.00:1/100
 * unit     = "per-unit" CURRENCY AMOUNT "per" COUNT NAME  per-unit USD 1.50 per 1000 subscribers
 * WHOM     = "l1" | "l2" | "small" | "research" | "public-body" | ...
 * </pre>
 *
 * <p>The share of the training tokens that came from the trust multiplies what is earned on
 * revenue; a discount comes after it, then the greater of several prices, the minimum and the cap.
 */
public sealed interface RateCard
    permits PercentOfRevenue, Tiered, Discount, PerUnit, GreaterOf, Minimum, Cap, Advance {

  /**
   * The amount due in minor units before rounding, exactly.
   *
   * @param base net revenue of zero or more, in a currency that the card {@link #accepts}
   */
  Ratio exactMinorUnits(RoyaltyBasis base);

  /** The formula with the numbers put in, up to but without the rounded result. */
  String why(RoyaltyBasis base);

  /** The same step by step; the last step comes to {@link #exactMinorUnits}. */
  List<Step> steps(RoyaltyBasis base);

  /** Whether the card can price revenue in a currency. */
  boolean accepts(String currency);

  /** Names of the units that the card prices, whose counts a revenue report must have. */
  default Set<String> units() {
    return Set.of();
  }

  /** What is paid ahead and recouped from the amounts due. */
  default Optional<Money> advance() {
    return Optional.empty();
  }

  /** The canonical text; {@link #parse} reads it back. */
  String canonical();

  /** The amount due: one rounding, half to even. */
  default Money due(RoyaltyBasis base) {
    if (base.net().isNegative() || !accepts(base.net().currency())) {
      throw Errors.cannotPrice(this, base.net());
    }
    BigInteger units = exactMinorUnits(base).halfEven();
    return Money.of(units.longValueExact(), base.net().currency());
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
