package org.estover.licensing.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.DeploymentRegistered;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.ModelRegistered;
import org.estover.ledger.log.ModelRevenueReported;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.usage.Deployment;
import org.estover.licensing.terms.usage.Model;

/** Models, where they are in use, and what each of them earned. */
final class ModelFold implements FactFold {

  final Map<String, Model> models = new LinkedHashMap<>();
  final Map<String, Deployment> deployments = new LinkedHashMap<>();

  /** Reports of single models that no later one replaced. */
  final Map<String, ModelRevenue> revenue = new LinkedHashMap<>();

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof ModelRevenueReported reported) {
      // What was replaced does not count again when the figures of its correction are erased.
      revenue.remove(reported.replacesId());
    }
    if (logged.erased()) {
      return;
    }
    JsonObject content = logged.payload().content();
    if (fact instanceof ModelRegistered registered) {
      models.put(
          registered.modelId(),
          Model.fromJson(
              registered.partyId(), registered.parentId(), registered.trainingRunId(), content));
    } else if (fact instanceof DeploymentRegistered registered) {
      deployments.put(
          registered.deploymentId(), Deployment.fromJson(registered.modelId(), content));
    } else if (fact instanceof ModelRevenueReported reported) {
      revenue.put(
          reported.reportId(),
          new ModelRevenue(
              reported.modelId(),
              RevenueReport.fromJson(reported.agreementId(), reported.period(), content)));
    }
  }

  /** What single models earned in a period under an agreement, in log order. */
  List<ModelRevenue> revenueOf(String agreementId, Period period) {
    return revenue.values().stream()
        .filter(each -> each.report().agreementId().equals(agreementId))
        .filter(each -> each.report().period().equals(period))
        .toList();
  }

  /** What a model earned in a period. */
  Optional<ModelRevenue> revenueOf(String modelId, String agreementId, Period period) {
    return revenueOf(agreementId, period).stream()
        .filter(each -> each.modelId().equals(modelId))
        .findFirst();
  }
}
