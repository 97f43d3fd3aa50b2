package org.estover.licensing.terms.statement;

import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;

/**
 * A revenue report, of one model or of all under an agreement.
 *
 * @param modelId the model, or empty for all models under the agreement
 * @param report agreement, period and figures
 */
public record Reported(String modelId, RevenueReport report) {

  /** The id of the report. */
  public String id() {
    return modelId.isEmpty() ? report.id() : new ModelRevenue(modelId, report).id();
  }
}
