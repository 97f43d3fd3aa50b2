package org.estover.licensing.terms;

import java.util.Optional;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;

/** What is stated for a month under an agreement is in one currency, and stays in it. */
final class OneCurrency {

  private OneCurrency() {}

  /**
   * Refuses a report in another currency than a statement of its month, or than the reports of
   * other models.
   */
  static void require(Register register, RevenueReport report) throws TermsRefusedException {
    String currency = report.gross().currency();
    Optional<Statement> stated = register.statementOf(report.agreementId(), report.period());
    if (stated.isPresent() && !stated.get().currency().equals(currency)) {
      throw SettledErrors.statedIn(stated.get(), report);
    }
    for (Reported other : register.reportedOf(report.agreementId(), report.period())) {
      boolean replaced = other.modelId().isEmpty() || other.id().equals(report.replaces());
      if (!replaced && !other.report().gross().currency().equals(currency)) {
        throw SettledErrors.reportedIn(other, report);
      }
    }
  }
}
