package org.estover.ledger.log;

import java.util.Map;
import org.estover.ledger.book.Period;

/**
 * Rights holders were paid what had come together; who got what stands in the payload.
 *
 * @param payoutId id of the payout
 * @param period the last month it covers
 */
public record PayoutIssued(String payoutId, Period period) implements Fact {

  static final String TYPE = "payout-issued.v1";

  public PayoutIssued {
    Ids.require("pyo", payoutId);
  }

  static PayoutIssued fromJson(JsonObject fields) {
    return new PayoutIssued(fields.text("payoutId"), Period.parse(fields.text("period")));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return payoutId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("payoutId", payoutId, "period", period.toString()));
  }
}
