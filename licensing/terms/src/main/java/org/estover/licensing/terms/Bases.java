package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.deed.Credit;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.statement.Adjustment;
import org.estover.licensing.terms.statement.Basis;
import org.estover.licensing.terms.statement.Earning;
import org.estover.licensing.terms.statement.History;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.Lineage;
import org.estover.licensing.terms.usage.TrainedData;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * Gathers what statements follow from, as far as a register knows it.
 *
 * <p>Revenue is reported for an agreement, and rests on all its training runs then, or for single
 * models, and rests on those that made each of them and its ancestors.
 */
final class Bases {

  private final Register register;
  private final CreditedTokens tokens;

  /** The bases by a register, and the tokens that count by the same one. */
  Bases(Register register, CreditedTokens tokens) {
    this.register = register;
    this.tokens = tokens;
  }

  /**
   * What the statement of a period under an agreement follows from.
   *
   * @param version the rules of the statement; those of the first one know no co-owners
   */
  Basis of(String agreementId, Period period, String version) throws IOException {
    Agreement agreement = require(register.agreements, "agreement", agreementId);
    Party developer = require(register.parties, "party", agreement.developerId());
    List<TermsSegment> terms = register.termsOf(agreementId, period);
    if (terms.isEmpty()) {
      throw Errors.outsideAgreement(
          agreementId,
          agreement.from(),
          register.amendments.lastDay(agreement).orElse(null),
          period);
    }
    Offer last = terms.get(terms.size() - 1).offer();
    return new Basis(
        register.trust().orElseThrow(Errors::notFounded),
        developer,
        agreementId,
        period,
        terms,
        register.deed.keyOf(last, period),
        earnings(agreementId, period, version),
        history(agreementId, period),
        register.size());
  }

  private List<Earning> earnings(String agreementId, Period period, String version)
      throws IOException {
    Lineage lineage = register.lineage();
    List<Earning> earnings = new ArrayList<>();
    List<TrainingRun> runs = register.trainingRunsOf(agreementId);
    for (RevenueReport report : register.reportOf(agreementId, period).stream().toList()) {
      earnings.add(earning(report, "", lineage.ofRuns(runs), runs, version));
    }
    for (ModelRevenue revenue : register.models.revenueOf(agreementId, period)) {
      List<TrainingRun> its = lineage.runsOf(revenue.modelId());
      TrainedData trained = lineage.ofModel(revenue.modelId());
      if (!trained.tokens() && Statement.creditsInherited(version)) {
        trained =
            lineage.ofModel(revenue.modelId(), new Crediting(register, tokens).byRun(period, its));
      }
      earnings.add(earning(revenue.report(), revenue.modelId(), trained, its, version));
    }
    return earnings;
  }

  private Earning earning(
      RevenueReport report,
      String modelId,
      TrainedData trained,
      List<TrainingRun> runs,
      String version)
      throws IOException {
    Credit credit = credit(report.period(), trained, runs, version);
    return new Earning(report, modelId, trained, runs, credit::payees);
  }

  private Credit credit(Period period, TrainedData trained, List<TrainingRun> runs, String version)
      throws IOException {
    if (version.equals(Statement.FIRST_VERSION)) {
      return Credit.OWN;
    }
    // Of what is inherited each training run was credited before it was mixed with others.
    return trained.tokens()
        ? new Crediting(register, tokens).of(period, runs)
        : register.deed.credit(period);
  }

  private History history(String agreementId, Period period) {
    return new History(
        register.statementOf(agreementId, period),
        register.countingStatementsOf(agreementId).stream()
            .filter(statement -> !statement.period().equals(period))
            .toList(),
        register.settled.unstated(agreementId).stream().map(Bases::adjustment).toList(),
        register.settled.effective(period));
  }

  private static Adjustment adjustment(Charge charge) {
    Adjustment.Kind kind = Adjustment.Kind.of(charge.kind().word());
    return new Adjustment(
        kind,
        charge.id(),
        charge.signed(),
        charge.kind().word()
            + (charge.kind() == Charge.Kind.LATE_FEE_BACK ? " given back" : "")
            + " on "
            + charge.statementId()
            + ": "
            + charge.why());
  }

  private static <T> T require(Map<String, T> all, String what, String id) throws IOException {
    T found = all.get(id);
    if (found == null) {
      throw Errors.unknown(what, id, all.keySet());
    }
    return found;
  }
}
