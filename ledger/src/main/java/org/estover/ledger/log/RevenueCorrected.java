package org.estover.ledger.log;

import java.util.Map;
import org.estover.ledger.book.Period;

/**
 * A developer's revenue report replaced an earlier one of the same agreement and period; the
 * figures stand in the payload.
 *
 * @param reportId id of the new report
 * @param agreementId the agreement it answers
 * @param period the month of account
 * @param replacesId id of the report that counts no more
 */
public record RevenueCorrected(
    String reportId, String agreementId, Period period, String replacesId) implements Fact {

  static final String TYPE = "revenue-corrected.v1";

  public RevenueCorrected {
    Ids.require("rpt", reportId);
    Ids.require("agr", agreementId);
    Ids.require("rpt", replacesId);
  }

  static RevenueCorrected fromJson(JsonObject fields) {
    return new RevenueCorrected(
        fields.text("reportId"),
        fields.text("agreementId"),
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
            "period",
            period.toString(),
            "replacesId",
            replacesId));
  }
}
