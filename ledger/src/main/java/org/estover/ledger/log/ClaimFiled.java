package org.estover.ledger.log;

import java.util.Map;

/**
 * A rights holder claimed documents; which ones, and the share of them, stands in the payload.
 *
 * @param claimId id of the claim
 * @param partyId who claims
 */
public record ClaimFiled(String claimId, String partyId) implements Fact {

  static final String TYPE = "claim-filed.v1";

  public ClaimFiled {
    Ids.require("clm", claimId);
    Ids.require("pty", partyId);
  }

  static ClaimFiled fromJson(JsonObject fields) {
    return new ClaimFiled(fields.text("claimId"), fields.text("partyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return claimId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("claimId", claimId, "partyId", partyId));
  }
}
