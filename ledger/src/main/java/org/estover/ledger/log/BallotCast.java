package org.estover.ledger.log;

import java.util.Map;

/**
 * A party voted on a proposal. How it voted stands in the payload: an opinion is personal, and the
 * log is public for ever; whoever has the opening can prove it.
 *
 * @param ballotId id of the ballot
 * @param proposalId the proposal
 * @param partyId who voted
 */
public record BallotCast(String ballotId, String proposalId, String partyId) implements Fact {

  static final String TYPE = "ballot-cast.v1";

  public BallotCast {
    Ids.require("blt", ballotId);
    Ids.require("prp", proposalId);
    Ids.require("pty", partyId);
  }

  static BallotCast fromJson(JsonObject fields) {
    return new BallotCast(
        fields.text("ballotId"), fields.text("proposalId"), fields.text("partyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return ballotId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of("ballotId", ballotId, "proposalId", proposalId, "partyId", partyId));
  }
}
