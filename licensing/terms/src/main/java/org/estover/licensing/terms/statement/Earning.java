package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
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
 * @param credit weights of payees by those of rights holders; names are those of rights holders,
 *     the empty one is nobody known; proportions are exact, so that the sum may be another
 */
public record Earning(
    RevenueReport report,
    String modelId,
    TrainedData trained,
    List<TrainingRun> trainingRuns,
    UnaryOperator<SortedMap<String, BigInteger>> credit) {

  public Earning {
    trainingRuns = List.copyOf(trainingRuns);
  }
}
