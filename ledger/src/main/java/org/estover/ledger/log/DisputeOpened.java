package org.estover.ledger.log;

import java.util.Map;

/**
 * Somebody contests a claim; until it is resolved its money is held.
 *
 * @param disputeId id of the dispute
 * @param claimId the contested claim
 * @param partyId who contests it
 */
public record DisputeOpened(String disputeId, String claimId, String partyId) implements Fact {

  static final String TYPE = "dispute-opened.v1";

  public DisputeOpened {
    Ids.require("dsp", disputeId);
    Ids.require("clm", claimId);
    Ids.require("pty", partyId);
  }

  static DisputeOpened fromJson(JsonObject fields) {
    return new DisputeOpened(
        fields.text("disputeId"), fields.text("claimId"), fields.text("partyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return disputeId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("disputeId", disputeId, "claimId", claimId, "partyId", partyId));
  }
}
