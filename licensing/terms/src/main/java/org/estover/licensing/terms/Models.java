package org.estover.licensing.terms;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.DeploymentRegistered;
import org.estover.ledger.log.ModelRegistered;
import org.estover.ledger.log.ModelRevenueReported;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.NetRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Developer;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.usage.Deployment;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainedData;
import org.estover.licensing.terms.usage.TrainingRun;
import org.jspecify.annotations.Nullable;

/**
 * Models, of which one can be made from another: a tree in which a child inherits its parent's
 * terms, and a share of what its parent owes. Every model is registered after its parent, so no
 * line leads back to itself.
 */
public final class Models {

  private final TrustState state;

  Models(TrustState state) {
    this.state = state;
  }

  /**
   * Registers a model; what is known already is returned.
   *
   * @throws TermsRefusedException if developer, parent or training run is not known, the training
   *     run is another developer's, the developer has not signed the offer that it inherits, or has
   *     a model of that name that is another one
   */
  public Model register(Model model) throws IOException {
    Register register = state.register();
    Party developer = Trust.known("party", register.parties, model.developerId());
    if (!(developer instanceof Developer)) {
      throw Errors.notADeveloper(developer.id(), developer.role());
    }
    Model known = register.models.models.get(model.id());
    if (known != null) {
      if (!known.equals(model)) {
        throw ModelErrors.otherModel(known, model);
      }
      return known;
    }
    if (!model.trainingRunId().isEmpty()) {
      TrainingRun run = Trust.known("training run", register.trainingRuns, model.trainingRunId());
      if (!register.developerOf(run).equals(model.developerId())) {
        throw ModelErrors.runOfAnother(run, register.developerOf(run), model);
      }
    }
    if (!model.parentId().isEmpty()) {
      Trust.known("model", register.models.models, model.parentId());
    }
    agreement(register, model);
    state
        .ledger()
        .append(
            "model/" + model.id(),
            new ModelRegistered(
                model.id(), model.developerId(), model.parentId(), model.trainingRunId()),
            new VaultPayload(model.toJson(), List.of()));
    return model;
  }

  /**
   * Registers where a model is in use; what is known already is returned.
   *
   * @throws TermsRefusedException if the model is not known, or is in use there from another day on
   */
  public Deployment deploy(Deployment deployment) throws IOException {
    Register register = state.register();
    Trust.known("model", register.models.models, deployment.modelId());
    Deployment known = register.models.deployments.get(deployment.id());
    if (known != null) {
      if (!known.equals(deployment)) {
        throw ModelErrors.otherDeployment(known, deployment);
      }
      return known;
    }
    state
        .ledger()
        .append(
            "deployment/" + deployment.id(),
            new DeploymentRegistered(deployment.id(), deployment.modelId()),
            new VaultPayload(deployment.toJson(), List.of()));
    return deployment;
  }

  /**
   * Records what one model earned in a period, under the agreement that its terms come from; what
   * is known already is returned.
   *
   * @param report of {@link #agreementOf the model's agreement}; where it replaces another report,
   *     its id
   * @throws TermsRefusedException if the agreement does not hold in the period or cannot price the
   *     currency, other figures were reported and are not replaced, or the period was reported for
   *     all models together
   */
  public ModelRevenue reportRevenue(String modelId, RevenueReport report) throws IOException {
    Register register = state.register();
    Model model = Trust.known("model", register.models.models, modelId);
    Agreement due = agreement(register, model);
    if (!due.id().equals(report.agreementId())) {
      throw ModelErrors.otherAgreement(model, due, report);
    }
    Trust.requireTerms(register, report);
    ModelRevenue asked = new ModelRevenue(modelId, report);
    Optional<RevenueReport> together = register.reportOf(report.agreementId(), report.period());
    if (together.isPresent()) {
      throw ModelErrors.reportedTogether(together.get());
    }
    ModelRevenue current =
        register.models.revenueOf(modelId, report.agreementId(), report.period()).orElse(null);
    if (asked.equals(current)) {
      return asked;
    }
    boolean replaces = !report.replaces().isEmpty();
    String counts = current == null ? "" : current.id();
    if (replaces ? !counts.equals(report.replaces()) : !isRepeated(current, asked)) {
      throw ModelErrors.otherRevenue(asked, current);
    }
    if (!replaces && current != null) {
      return current;
    }
    requireCaps(register, asked);
    if (replaces) {
      CreditCheck.require(state, register, report);
    }
    state
        .ledger()
        .append(
            "revenue/" + asked.id(),
            new ModelRevenueReported(
                asked.id(), report.agreementId(), modelId, report.period(), report.replaces()),
            new VaultPayload(report.toJson(), List.of()));
    return asked;
  }

  /**
   * Refuses deductions that are more than an offer allows a month in all: models share such a cap,
   * so that reporting revenue in parts gains nothing.
   */
  private static void requireCaps(Register register, ModelRevenue asked) throws IOException {
    RevenueReport report = asked.report();
    List<RevenueReport> month = new ArrayList<>(List.of(report));
    register.models.revenueOf(report.agreementId(), report.period()).stream()
        .filter(each -> !each.modelId().equals(asked.modelId()))
        .forEach(each -> month.add(each.report()));
    for (TermsSegment segment : register.termsOf(report.agreementId(), report.period())) {
      for (AllowedDeduction allowed : segment.offer().deductions()) {
        BigInteger counted = BigInteger.ZERO;
        for (RevenueReport each : month) {
          for (Deduction taken : NetRevenue.of(each, segment.offer()).taken()) {
            boolean same = taken.name().equals(allowed.name());
            long units = same ? taken.amount().minorUnits() : 0;
            counted = counted.add(BigInteger.valueOf(units));
          }
        }
        Optional<Money> most = allowed.most();
        if (most.isPresent()
            && counted.compareTo(BigInteger.valueOf(most.get().minorUnits())) > 0) {
          throw ModelErrors.deductedTwice(report, allowed, counted);
        }
      }
    }
  }

  /** Whether nothing was reported yet, or the same figures. */
  private static boolean isRepeated(@Nullable ModelRevenue current, ModelRevenue asked) {
    return current == null || current.report().replacing("").equals(asked.report());
  }

  /** What single models earned in a period, in log order; what was replaced is left out. */
  public List<ModelRevenue> revenueOf(Period period) throws IOException {
    return state.register().models.revenue.values().stream()
        .filter(each -> each.report().period().equals(period))
        .toList();
  }

  /**
   * The agreement under which a model's revenue is due: that of its own training run, else the one
   * that its developer has signed on the offer of its parent's.
   */
  public Agreement agreementOf(String modelId) throws IOException {
    Register register = state.register();
    return agreement(register, Trust.known("model", register.models.models, modelId));
  }

  private static Agreement agreement(Register register, Model model) throws IOException {
    TrainingRun run = register.trainingRuns.get(model.trainingRunId());
    if (run != null) {
      Grant grant = Trust.known("grant", register.grants, run.grantId());
      return Trust.known("agreement", register.agreements, grant.agreementId());
    }
    Model parent = Trust.known("model", register.models.models, model.parentId());
    Agreement inherited = agreement(register, parent);
    if (inherited.developerId().equals(model.developerId())) {
      return inherited;
    }
    return register.agreements.values().stream()
        .filter(each -> each.developerId().equals(model.developerId()))
        .filter(each -> each.offerId().equals(inherited.offerId()))
        .findFirst()
        .orElseThrow(() -> ModelErrors.termsNotSigned(model, parent, inherited));
  }

  /** What a model was trained on, with what it inherits, exactly. */
  public TrainedData trainedData(String modelId) throws IOException {
    Register register = state.register();
    Trust.known("model", register.models.models, modelId);
    return register.lineage().ofModel(modelId);
  }

  /** Every model, in log order: parents before their children. */
  public List<Model> models() throws IOException {
    return List.copyOf(state.register().models.models.values());
  }

  /** Where a model is in use, in log order. */
  public List<Deployment> deployments(String modelId) throws IOException {
    return state.register().models.deployments.values().stream()
        .filter(each -> each.modelId().equals(modelId))
        .toList();
  }
}
