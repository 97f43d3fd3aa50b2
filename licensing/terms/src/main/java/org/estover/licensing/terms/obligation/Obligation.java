package org.estover.licensing.terms.obligation;

import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.RateCard;

/**
 * The duty to pay that follows from a revenue report under a rate card.
 *
 * @param report the revenue
 * @param rateCard the formula
 * @param due what the formula gives, rounded once, half to even
 */
public record Obligation(RevenueReport report, RateCard rateCard, Money due) {

  /** The obligation of a report under a card. */
  public static Obligation of(RevenueReport report, RateCard rateCard) {
    return new Obligation(report, rateCard, rateCard.due(report.net()));
  }

  /** The formula with its numbers and its result. */
  public String why() {
    return rateCard.why(report.net()) + " = " + due;
  }
}
