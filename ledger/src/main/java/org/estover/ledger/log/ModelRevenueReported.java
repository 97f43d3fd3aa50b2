package org.estover.ledger.log;

import java.util.Map;
import org.estover.ledger.book.Period;

/**
 * A developer reported what one model earned in a period; the figures stand in the payload.
 *
 * @param reportId id of the report
 * @param agreementId the agreement it answers
 * @param modelId the model
 * @param period the month of account
 * @param replacesId the report that counts no more, or empty
 */
public record ModelRevenueReported(
    String reportId, String agreementId, String modelId, Period period, String replacesId)
    implements Fact {

  static final String TYPE = "model-revenue-reported.v1";

  public ModelRevenueReported {
    Ids.require("rpt", reportId);
    Ids.require("agr", agreementId);
    Ids.require("mdl", modelId);
    Ids.requireOrEmpty("rpt", replacesId);
  }

  static ModelRevenueReported fromJson(JsonObject fields) {
    return new ModelRevenueReported(
        fields.text("reportId"),
        fields.text("agreementId"),
        fields.text("modelId"),
        Period.parse(fields.text("period")),
        fields.text("replacesId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return reportId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "reportId",
            reportId,
            "agreementId",
            agreementId,
            "modelId",
            modelId,
            "period",
            period.toString(),
            "replacesId",
            replacesId));
  }
}
