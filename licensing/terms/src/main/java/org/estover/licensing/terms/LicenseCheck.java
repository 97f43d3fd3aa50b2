package org.estover.licensing.terms;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Obligation;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.TrainingRun;

/** Checks what is to become of an agreement against what is recorded already. */
final class LicenseCheck {

  private final Register register;
  private final Agreement agreement;
  private final String id;

  LicenseCheck(Register register, Agreement agreement) {
    this.register = register;
    this.agreement = agreement;
    this.id = agreement.id();
  }

  /** Refuses a developer who is none of those that an offer is for. */
  static void requireClass(Offer offer, LicenseeClass licensee) throws TermsRefusedException {
    if (!offer.conditions().admits(licensee)) {
      throw LicenseErrors.notForClass(offer, licensee);
    }
  }

  /** Refuses a developer who does not meet an offer's conditions. */
  void requireConditions(Offer offer, LicenseeClass licensee) throws TermsRefusedException {
    requireClass(offer, licensee);
    if (offer.conditions().trustOnly() && !agreement.foreignData().isEmpty()) {
      throw LicenseErrors.foreignData(offer);
    }
    LicenseRequest wanted =
        new LicenseRequest(offer.id(), agreement.developerId(), licensee, "any");
    if (offer.conditions().onRequest() && !register.requests.isAccepted(wanted)) {
      throw LicenseErrors.notAccepted(offer, licensee);
    }
  }

  /** Refuses a day on which the agreement does not hold. */
  void requireHolds(LocalDate day) throws TermsRefusedException {
    Optional<LocalDate> last = register.amendments.lastDay(agreement);
    if (day.isBefore(agreement.from()) || last.map(day::isAfter).orElse(false)) {
      throw LicenseErrors.outside(id, agreement.from(), last.orElse(null), day);
    }
  }

  /** Refuses a day from which on a statement was issued. */
  void requireNotStated(LocalDate from) throws TermsRefusedException {
    Optional<Statement> last =
        register.statements.values().stream()
            .filter(statement -> statement.agreementId().equals(id))
            .max(Comparator.comparing(Statement::period));
    if (last.isPresent() && !from.isAfter(last.get().period().lastDay())) {
      throw LicenseErrors.stated(from, last.get());
    }
  }

  /** Refuses an offer that cannot price revenue that was reported for a day or later ones. */
  void requirePrices(Offer offer, LocalDate from) throws TermsRefusedException {
    for (RevenueReport report : reports()) {
      if (!report.period().lastDay().isBefore(from)) {
        ReportCheck.require(offer, report);
        TermsSegment whole =
            new TermsSegment(offer, report.period().firstDay(), report.period().lastDay());
        BigInteger due = Obligation.of(report, List.of(whole), Pricing.PLAIN).minorUnits();
        Optional<Money> ahead = offer.rateCard().advance();
        if (ahead.isPresent()) {
          due = due.add(BigInteger.valueOf(ahead.get().minorUnits()));
        }
        if (due.bitLength() >= Long.SIZE) {
          throw Errors.beyondTheBooks(report, due);
        }
      }
    }
  }

  /** Refuses a covenant that training runs under the agreement broke already. */
  void requireTrainingRuns(Offer offer) throws TermsRefusedException {
    for (TrainingRun run : register.trainingRunsOf(id)) {
      requireCovenant(offer, run.name(), run.foreignTokens());
    }
  }

  /** Refuses foreign tokens under an offer for models that train on the trust's releases only. */
  static void requireCovenant(Offer offer, String run, long foreignTokens)
      throws TermsRefusedException {
    if (offer.conditions().trustOnly() && foreignTokens > 0) {
      throw LicenseErrors.foreignTokens(offer, run, foreignTokens);
    }
  }

  /** Refuses a last day after which all of a period lies for which revenue was reported. */
  void requireNoReportAfter(LocalDate lastDay) throws TermsRefusedException {
    for (RevenueReport report : reports()) {
      if (report.period().firstDay().isAfter(lastDay)) {
        throw LicenseErrors.reportedAfter(lastDay, report);
      }
    }
  }

  /** What was reported under the agreement, for all models together and for single ones. */
  private List<RevenueReport> reports() {
    return register.allReports().stream()
        .filter(report -> report.agreementId().equals(id))
        .toList();
  }
}
