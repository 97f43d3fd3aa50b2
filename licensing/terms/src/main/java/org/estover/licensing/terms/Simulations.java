package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Obligation;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.PartyIds;
import org.estover.licensing.terms.simulation.LeftOut;
import org.estover.licensing.terms.simulation.Simulation;
import org.estover.licensing.terms.statement.Basis;
import org.estover.licensing.terms.statement.Earning;
import org.estover.licensing.terms.statement.History;
import org.estover.licensing.terms.statement.Settlement;
import org.estover.licensing.terms.statement.Statement;

/**
 * Computes what other rate cards would have paid: a function of log and vault alone, which records
 * nothing. Not thread-safe.
 */
public final class Simulations {

  /** The reports of one agreement in one month, which are settled together. */
  private record Month(String agreementId, Period period) {}

  private final TrustState state;

  Simulations(TrustState state) {
    this.state = state;
  }

  /**
   * Computes the reports of some months by the terms that hold, as far as they are known now, and
   * again with a card in place of theirs. Time is that of issuing all those statements twice.
   *
   * @param first the first month
   * @param last the last month
   */
  public Simulation run(RateCard card, Period first, Period last) throws IOException {
    Register register = state.register();
    PartyIds ids = register.partyIds().orElseThrow(Errors::saltErased);
    Set<Month> months = new LinkedHashSet<>();
    for (RevenueReport report : register.allReports()) {
      Period period = report.period();
      if (period.compareTo(first) >= 0 && period.compareTo(last) <= 0) {
        months.add(new Month(report.agreementId(), period));
      }
    }
    Simulation.Sum sum = new Simulation.Sum();
    try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
      Bases bases = new Bases(register, tokens);
      for (Month month : months) {
        add(bases.of(month.agreementId(), month.period(), Statement.TERMS_VERSION), ids, card, sum);
      }
    }
    return sum.simulation(card, first, last);
  }

  private static void add(Basis basis, PartyIds ids, RateCard card, Simulation.Sum sum) {
    List<TermsSegment> others = basis.terms().stream().map(terms -> terms.pricedBy(card)).toList();
    List<Earning> priced = new ArrayList<>();
    for (Earning earning : basis.earnings()) {
      Optional<String> why = unpriced(earning, others);
      RevenueReport report = earning.report();
      if (why.isPresent()) {
        sum.leaveOut(new LeftOut(report.id(), report.agreementId(), report.period(), why.get()));
      } else {
        priced.add(earning);
      }
    }
    if (!priced.isEmpty()) {
      Statement now = settled(basis, ids, basis.terms(), priced);
      Statement then = settled(basis, ids, others, priced);
      sum.add(basis.developer().id(), basis.developer().name(), now.due(), then.due());
      now.lines().forEach(sum::addNow);
      then.lines().forEach(sum::addThen);
    }
  }

  /** Why other terms cannot price revenue, or empty where they can. */
  private static Optional<String> unpriced(Earning earning, List<TermsSegment> terms) {
    for (TermsSegment segment : terms) {
      Optional<String> why = ReportCheck.why(segment.offer(), earning.report());
      if (why.isPresent()) {
        return why;
      }
    }
    Pricing pricing = new Pricing(earning.trained().level(), earning.trained().trustShare());
    return Obligation.of(earning.report(), terms, pricing).minorUnits().bitLength() < Long.SIZE
        ? Optional.empty()
        : Optional.of("more would be due than an amount holds");
  }

  private static Statement settled(
      Basis basis, PartyIds ids, List<TermsSegment> terms, List<Earning> earnings) {
    Basis other =
        new Basis(
            basis.trust(),
            basis.developer(),
            basis.agreementId(),
            basis.period(),
            terms,
            basis.key(),
            earnings,
            History.none(basis.period().lastDay()),
            basis.logSize());
    return Settlement.of(other, ids);
  }
}
