package org.estover.ledger.log;

import java.util.Map;

/**
 * A delegation holds no more; what was done under it before stands.
 *
 * @param delegationId id of the delegation
 */
public record DelegationRevoked(String delegationId) implements Fact {

  static final String TYPE = "delegation-revoked.v1";

  public DelegationRevoked {
    Ids.require("dlg", delegationId);
  }

  static DelegationRevoked fromJson(JsonObject fields) {
    return new DelegationRevoked(fields.text("delegationId"));
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
    return JsonObject.of(Map.of("delegationId", delegationId));
  }
}
