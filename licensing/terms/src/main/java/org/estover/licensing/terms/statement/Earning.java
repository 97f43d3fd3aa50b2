package org.estover.licensing.terms.statement;

import java.util.List;
import org.estover.licensing.terms.deed.PayeeWeights;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.usage.TrainedData;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * Revenue and the data that it was earned with.
 *
 * @param report the revenue
 * @param modelId the model that earned it, or empty for all models under the agreement
 * @param trained what was trained on
 * @param trainingRuns the training runs that this counts, in log order
 * @param payees who is paid for it, by which weights
 */
public record Earning(
    RevenueReport report,
    String modelId,
    TrainedData trained,
    List<TrainingRun> trainingRuns,
    PayeeWeights payees) {

  public Earning {
    trainingRuns = List.copyOf(trainingRuns);
  }
}
