package org.estover.ledger.log;

import java.util.Map;

/**
 * Co-owners agreed how what a rights holder earns is shared; the shares stand in the payload.
 *
 * @param ownershipId id of the agreement between them
 * @param partyId the rights holder whose earnings are shared
 */
public record OwnershipAgreed(String ownershipId, String partyId) implements Fact {

  static final String TYPE = "ownership-agreed.v1";

  public OwnershipAgreed {
    Ids.require("own", ownershipId);
    Ids.require("pty", partyId);
  }

  static OwnershipAgreed fromJson(JsonObject fields) {
    return new OwnershipAgreed(fields.text("ownershipId"), fields.text("partyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return ownershipId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("ownershipId", ownershipId, "partyId", partyId));
  }
}
