package org.estover.licensing.terms.obligation;

import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.Ratio;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badTrustShare(Ratio share) {
    return new IllegalArgumentException(
        "the trust's share of the training tokens is " + share + ": expected at most the whole");
  }

  static IllegalArgumentException noTerms(RevenueReport report) {
    return new IllegalArgumentException(
        "no terms hold on any day of " + report.period() + " under " + report.agreementId());
  }

  static IllegalArgumentException cannotPrice(Offer offer, Money gross) {
    return new IllegalArgumentException(
        "offer \""
            + offer.name()
            + "\" cannot price revenue of "
            + gross
            + ": expected the currency of its rate card and deductions");
  }

  static IllegalArgumentException badUnits(String name, long count) {
    return new IllegalArgumentException(
        "units \"" + name + "\" of " + count + ": expected a name and a count of zero or more");
  }

  static IllegalArgumentException badDeduction(String name, Money amount) {
    return new IllegalArgumentException(
        "deduction \"" + name + "\" of " + amount + ": expected a name and zero or more");
  }

  static IllegalArgumentException negativeRevenue(Money gross) {
    return new IllegalArgumentException(
        "gross revenue of "
            + gross
            + ": expected zero or more; report what is taken off it as"
            + " deductions");
  }

  static IllegalArgumentException otherCurrency(Deduction deduction, Money gross) {
    return new IllegalArgumentException(
        "deduction \""
            + deduction.name()
            + "\" is in "
            + deduction.amount().currency()
            + " and gross revenue in "
            + gross.currency()
            + ": report both in one currency");
  }
}
