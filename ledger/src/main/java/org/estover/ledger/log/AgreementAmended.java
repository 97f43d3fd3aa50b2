package org.estover.ledger.log;

import java.util.Map;

/**
 * Both sides agreed on other terms from a day on; text and day stand in the payload.
 *
 * @param amendmentId id of the amendment
 * @param agreementId the agreement
 * @param offerId the offer whose terms hold from then on
 */
public record AgreementAmended(String amendmentId, String agreementId, String offerId)
    implements Fact {

  static final String TYPE = "agreement-amended.v1";

  public AgreementAmended {
    Ids.require("amd", amendmentId);
    Ids.require("agr", agreementId);
    Ids.require("off", offerId);
  }

  static AgreementAmended fromJson(JsonObject fields) {
    return new AgreementAmended(
        fields.text("amendmentId"), fields.text("agreementId"), fields.text("offerId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return amendmentId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of("amendmentId", amendmentId, "agreementId", agreementId, "offerId", offerId));
  }
}
