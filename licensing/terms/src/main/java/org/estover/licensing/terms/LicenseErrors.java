package org.estover.licensing.terms;

import java.util.stream.Collectors;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.Deduction;

/** The wording of refusals about offers, agreements and what is reported under them. */
final class LicenseErrors {

  private LicenseErrors() {}

  static TermsRefusedException currency(Offer offer, Money gross) {
    return new TermsRefusedException(
        "offer \""
            + offer.name()
            + "\" has the rate card \""
            + offer.rateCard().canonical()
            + "\", which cannot price "
            + gross.currency()
            + ": report revenue in the currency of the card and of the caps on deductions");
  }

  static TermsRefusedException deduction(Offer offer, Deduction deduction) {
    return new TermsRefusedException(
        "offer \""
            + offer.name()
            + "\" does not allow the deduction \""
            + deduction.name()
            + "\": it allows "
            + offer.deductions().stream()
                .map(AllowedDeduction::text)
                .collect(Collectors.joining(", ")));
  }

  static TermsRefusedException units(Offer offer, String unit) {
    return new TermsRefusedException(
        "offer \""
            + offer.name()
            + "\" has the rate card \""
            + offer.rateCard().canonical()
            + "\", which prices "
            + unit
            + ": report how many there were with \"--units "
            + unit
            + "=COUNT\"");
  }
}
