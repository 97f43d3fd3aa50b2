package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * A party took up a role; who it is stands in the payload only.
 *
 * @param partyId pseudonymous id of the party
 * @param role one of {@link #ROLES}
 */
public record PartyRegistered(String partyId, String role) implements Fact {

  static final String TYPE = "party-registered.v1";

  /** What a party can be to the trust. */
  public static final List<String> ROLES =
      List.of("developer", "rights-holder", "trust", "auditor");

  public PartyRegistered {
    Ids.require("pty", partyId);
    Ids.requireOneOf("role", role, ROLES);
  }

  static PartyRegistered fromJson(JsonObject fields) {
    return new PartyRegistered(fields.text("partyId"), fields.text("role"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return partyId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("partyId", partyId, "role", role));
  }
}
