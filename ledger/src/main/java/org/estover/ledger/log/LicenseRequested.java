package org.estover.ledger.log;

import java.util.Map;

/**
 * A developer asked for an offer that the trust decides on.
 *
 * @param requestId id of the request
 * @param offerId the offer
 * @param partyId the developer
 */
public record LicenseRequested(String requestId, String offerId, String partyId) implements Fact {

  static final String TYPE = "license-requested.v1";

  public LicenseRequested {
    Ids.require("req", requestId);
    Ids.require("off", offerId);
    Ids.require("pty", partyId);
  }

  static LicenseRequested fromJson(JsonObject fields) {
    return new LicenseRequested(
        fields.text("requestId"), fields.text("offerId"), fields.text("partyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return requestId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("requestId", requestId, "offerId", offerId, "partyId", partyId));
  }
}
