package org.estover.licensing.terms;

import java.util.List;
import java.util.TreeSet;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;

/** Checks that an offer can price what a revenue report says. */
final class ReportCheck {

  private ReportCheck() {}

  /**
   * Refuses a report in another currency than the offer's, with deductions that the offer does not
   * allow, or without the count of a unit that the offer prices. Deductions above their caps are no
   * mistake: they count up to the cap.
   */
  static void require(Offer offer, RevenueReport report) throws TermsRefusedException {
    if (!offer.accepts(report.gross().currency())) {
      throw LicenseErrors.currency(offer, report.gross());
    }
    List<String> allowed = offer.deductions().stream().map(AllowedDeduction::name).toList();
    for (Deduction deduction : report.deductions()) {
      if (!allowed.isEmpty() && !allowed.contains(deduction.name())) {
        throw LicenseErrors.deduction(offer, deduction);
      }
    }
    TreeSet<String> missing = new TreeSet<>(offer.rateCard().units());
    missing.removeAll(report.units().keySet());
    if (!missing.isEmpty()) {
      throw LicenseErrors.units(offer, missing.first());
    }
  }
}
