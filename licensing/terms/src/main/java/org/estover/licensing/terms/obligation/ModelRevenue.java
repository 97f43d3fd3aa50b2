package org.estover.licensing.terms.obligation;

import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.terms.identity.ContentId;

/**
 * What a developer says that one model earned in a period.
 *
 * @param modelId the model
 * @param report agreement, period and figures
 */
public record ModelRevenue(String modelId, RevenueReport report) {

  /**
   * The id, which follows from model, agreement and period, and of a correction also from what it
   * replaces. It is not that of the {@link RevenueReport}, which is of all models.
   */
  public String id() {
    Map<String, String> key = new TreeMap<>();
    key.put("agreement", report.agreementId());
    key.put("model", modelId);
    key.put("period", report.period().toString());
    if (!report.replaces().isEmpty()) {
      key.put("replaces", report.replaces());
    }
    return ContentId.of("rpt", key);
  }
}
