package org.estover.ledger.log;

import java.util.Map;

/**
 * A party proposed that the trust's bodies decide something; its text stands in the payload.
 *
 * @param proposalId id of the proposal
 * @param partyId who proposes
 * @param kind what it is about, as a resolution's kind says it
 * @param lastDay the last day on which ballots count, such as 2026-12-31
 */
public record ProposalMade(String proposalId, String partyId, String kind, String lastDay)
    implements Fact {

  static final String TYPE = "proposal-made.v1";

  public ProposalMade {
    Ids.require("prp", proposalId);
    Ids.require("pty", partyId);
    Ids.requireWord("kind", kind);
    Ids.requireDay("lastDay", lastDay);
  }

  static ProposalMade fromJson(JsonObject fields) {
    return new ProposalMade(
        fields.text("proposalId"),
        fields.text("partyId"),
        fields.text("kind"),
        fields.text("lastDay"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return proposalId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of("proposalId", proposalId, "partyId", partyId, "kind", kind, "lastDay", lastDay));
  }
}
