package org.estover.licensing.terms;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;

/** Checks that an offer can price what a revenue report says. */
final class ReportCheck {

  private ReportCheck() {}

  /** Refuses a report for the reason that {@link #why} tells. */
  static void require(Offer offer, RevenueReport report) throws TermsRefusedException {
    Optional<String> why = why(offer, report);
    if (why.isPresent()) {
      throw new TermsRefusedException(why.get());
    }
  }

  /**
   * Why a report cannot be priced: it is in another currency than the offer's, has deductions that
   * the offer does not allow, or lacks the count of a unit that the offer prices. Deductions above
   * their caps are no reason: they count up to the cap.
   */
  static Optional<String> why(Offer offer, RevenueReport report) {
    if (!offer.accepts(report.gross().currency())) {
      return Optional.of(LicenseErrors.currency(offer, report.gross()));
    }
    List<String> allowed = offer.deductions().stream().map(AllowedDeduction::name).toList();
    for (Deduction deduction : report.deductions()) {
      if (!allowed.isEmpty() && !allowed.contains(deduction.name())) {
        return Optional.of(LicenseErrors.deduction(offer, deduction));
      }
    }
    TreeSet<String> missing = new TreeSet<>(offer.rateCard().units());
    missing.removeAll(report.units().keySet());
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(LicenseErrors.units(offer, missing.first()));
  }
}
