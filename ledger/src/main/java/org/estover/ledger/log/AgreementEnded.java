package org.estover.ledger.log;

import java.util.Map;

/**
 * An agreement ends; last day and reason stand in the payload.
 *
 * @param agreementId the agreement
 */
public record AgreementEnded(String agreementId) implements Fact {

  static final String TYPE = "agreement-ended.v1";

  public AgreementEnded {
    Ids.require("agr", agreementId);
  }

  static AgreementEnded fromJson(JsonObject fields) {
    return new AgreementEnded(fields.text("agreementId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return agreementId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("agreementId", agreementId));
  }
}
