package org.estover.ledger.log;

import java.util.Map;

/**
 * A party accepted an offer; the signed text stands in the payload.
 *
 * @param agreementId id of the agreement
 * @param offerId the accepted offer
 * @param partyId the developer who signed
 */
public record AgreementSigned(String agreementId, String offerId, String partyId) implements Fact {

  static final String TYPE = "agreement-signed.v1";

  public AgreementSigned {
    Ids.require("agr", agreementId);
    Ids.require("off", offerId);
    Ids.require("pty", partyId);
  }

  static AgreementSigned fromJson(JsonObject fields) {
    return new AgreementSigned(
        fields.text("agreementId"), fields.text("offerId"), fields.text("partyId"));
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
    return JsonObject.of(
        Map.of("agreementId", agreementId, "offerId", offerId, "partyId", partyId));
  }
}
