package org.estover.ledger.log;

import java.util.Map;
import org.estover.ledger.book.Period;

/**
 * A developer reported the revenue of a period; the figures stand in the payload.
 *
 * @param reportId id of the report
 * @param agreementId the agreement it answers
 * @param period the month of account
 */
public record RevenueReported(String reportId, String agreementId, Period period) implements Fact {

  static final String TYPE = "revenue-reported.v1";

  public RevenueReported {
    Ids.require("rpt", reportId);
    Ids.require("agr", agreementId);
  }

  static RevenueReported fromJson(JsonObject fields) {
    return new RevenueReported(
        fields.text("reportId"), fields.text("agreementId"), Period.parse(fields.text("period")));
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
        Map.of("reportId", reportId, "agreementId", agreementId, "period", period.toString()));
  }
}
