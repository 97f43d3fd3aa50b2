package org.estover.ledger.log;

import java.util.Map;

/**
 * A party lets another one act for it: a representative, a software agent, a crawler. The signed
 * words stand in the payload.
 *
 * @param delegationId id of the delegation
 * @param fromPartyId who delegates
 * @param toPartyId who may act
 * @param scope what for, such as {@code report-revenue}
 */
public record DelegationRecorded(
    String delegationId, String fromPartyId, String toPartyId, String scope) implements Fact {

  static final String TYPE = "delegation-recorded.v1";

  public DelegationRecorded {
    Ids.require("dlg", delegationId);
    Ids.require("pty", fromPartyId);
    Ids.require("pty", toPartyId);
    Ids.requireWord("scope", scope);
  }

  static DelegationRecorded fromJson(JsonObject fields) {
    return new DelegationRecorded(
        fields.text("delegationId"),
        fields.text("fromPartyId"),
        fields.text("toPartyId"),
        fields.text("scope"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return delegationId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "delegationId",
            delegationId,
            "fromPartyId",
            fromPartyId,
            "toPartyId",
            toPartyId,
            "scope",
            scope));
  }
}
