package org.estover.licensing.terms.receivable;

import org.estover.licensing.terms.agreement.Ratio;

/**
 * What late payment costs.
 *
 * @param perMonth the agreed rate per month of 30 days
 * @param legalMost the highest rate per month that the law allows; the lower of the two counts
 * @param daysToPay days from an amount's effective day to its last day of payment
 */
public record LateTerms(Ratio perMonth, Ratio legalMost, int daysToPay) {

  public LateTerms {
    boolean shares = perMonth.compareTo(Ratio.ONE) <= 0 && legalMost.compareTo(Ratio.ONE) <= 0;
    if (!shares || daysToPay < 0) {
      throw Errors.badTerms(perMonth, legalMost, daysToPay);
    }
  }

  /** The rate that counts. */
  public Ratio rate() {
    return perMonth.compareTo(legalMost) <= 0 ? perMonth : legalMost;
  }

  /** The terms for people. */
  public String text() {
    return rate().percent()
        + " per month"
        + (legalMost.compareTo(perMonth) < 0
            ? ", the legal maximum, below " + perMonth.percent()
            : "")
        + ", "
        + daysToPay
        + " days to pay";
  }
}
