package org.estover.licensing.portal.license;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.receivable.Receivable;
import org.estover.licensing.terms.receivable.Receivables;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * An agreement and all that rests on it.
 *
 * @param agreement it
 * @param developer who signed
 * @param offer the terms that hold, by the newest amendment
 * @param trustName the trust
 * @param lastDay its last day so far, or empty
 * @param amendments its amendments
 * @param grants its grants
 * @param runs the training runs under them
 * @param reports the revenue reports that count
 * @param statements its statements
 * @param missing completed months for which nothing was reported, oldest first
 * @param releases the releases that can be asked for
 */
record AgreementView(
    Agreement agreement,
    Party developer,
    Offer offer,
    String trustName,
    Optional<LocalDate> lastDay,
    List<Amendment> amendments,
    List<GrantRow> grants,
    List<TrainingRun> runs,
    List<ReportRow> reports,
    List<StatementRow> statements,
    List<Period> missing,
    List<String> releases) {

  /** How many missing months are listed; who is further behind has other troubles. */
  private static final int MONTHS = 24;

  /** A grant and its last day, if it has one. */
  record GrantRow(Grant grant, Optional<LocalDate> lastDay) {}

  /** A report, and whether it is of one model. */
  record ReportRow(Period period, String id, String modelId, String text, Money net) {}

  /** A statement, and what of its month is open. */
  record StatementRow(Statement statement, Optional<Money> open) {}

  static AgreementView of(Trust trust, String id, LocalDate today) throws IOException {
    Agreement agreement =
        trust.agreements().stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
    List<Amendment> amendments = trust.licenses().amendments(id);
    Optional<LocalDate> last = trust.licenses().lastDay(agreement);
    List<GrantRow> grants = new ArrayList<>();
    Set<String> granted = new HashSet<>();
    for (Grant grant : trust.grants()) {
      if (grant.agreementId().equals(id)) {
        grants.add(new GrantRow(grant, trust.licenses().lastDay(grant)));
        granted.add(grant.id());
      }
    }
    List<ReportRow> reports = new ArrayList<>();
    for (Reported reported : trust.reported()) {
      RevenueReport report = reported.report();
      if (report.agreementId().equals(id)) {
        reports.add(
            new ReportRow(
                report.period(), reported.id(), reported.modelId(), report.text(), report.net()));
      }
    }
    return new AgreementView(
        agreement,
        trust.parties().stream()
            .filter(p -> p.id().equals(agreement.developerId()))
            .findFirst()
            .orElseThrow(),
        offer(trust, agreement, amendments, today),
        trust.self().name(),
        last,
        amendments,
        grants,
        trust.trainingRuns().stream().filter(run -> granted.contains(run.grantId())).toList(),
        reports,
        statements(trust, agreement),
        missing(agreement, last, reports, today),
        trust.releaseIds());
  }

  /** The terms of today: those of the last amendment that has begun, else those signed first. */
  private static Offer offer(
      Trust trust, Agreement agreement, List<Amendment> amendments, LocalDate today)
      throws IOException {
    String id = agreement.offerId();
    LocalDate from = LocalDate.MIN;
    for (Amendment amendment : amendments) {
      if (!amendment.from().isAfter(today) && !amendment.from().isBefore(from)) {
        id = amendment.offerId();
        from = amendment.from();
      }
    }
    String counting = id;
    return trust.offers().stream().filter(o -> o.id().equals(counting)).findFirst().orElseThrow();
  }

  private static List<StatementRow> statements(Trust trust, Agreement agreement)
      throws IOException {
    List<Receivables> owed = trust.payments().owed(agreement.developerId());
    List<StatementRow> rows = new ArrayList<>();
    for (Statement statement : trust.statements()) {
      if (statement.agreementId().equals(agreement.id())) {
        rows.add(new StatementRow(statement, open(owed, statement)));
      }
    }
    return rows;
  }

  /** What is open of the month whose last statement this is. */
  private static Optional<Money> open(List<Receivables> owed, Statement statement) {
    return owed.stream()
        .flatMap(one -> one.months().stream())
        .filter(month -> month.statement().id().equals(statement.id()))
        .map(Receivable::open)
        .findFirst();
  }

  private static List<Period> missing(
      Agreement agreement, Optional<LocalDate> last, List<ReportRow> reports, LocalDate today) {
    Set<Period> reported = new HashSet<>();
    reports.forEach(report -> reported.add(report.period()));
    LocalDate end = last.filter(day -> day.isBefore(today)).orElse(today.minusDays(1));
    List<Period> missing = new ArrayList<>();
    Period period = Period.of(agreement.from());
    while (period.lastDay().isBefore(today)
        && !period.firstDay().isAfter(end)
        && missing.size() < MONTHS) {
      if (!reported.contains(period)) {
        missing.add(period);
      }
      period = period.next();
    }
    return missing;
  }

  /** The terms in words. */
  public String words() {
    return RateCardWords.of(offer.rateCard());
  }
}
