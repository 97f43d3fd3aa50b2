package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * An audit of a party was begun; its reason and scope stand in the payload.
 *
 * @param auditId id of the audit
 * @param partyId who is audited: a developer, or the trust itself
 * @param auditorId who audits
 * @param kind what is looked at
 */
public record AuditOpened(String auditId, String partyId, String auditorId, String kind)
    implements Fact {

  /** What {@code kind} can be. */
  public static final List<String> KINDS =
      List.of("revenue", "training", "deployment", "access", "distribution");

  static final String TYPE = "audit-opened.v1";

  public AuditOpened {
    Ids.require("aud", auditId);
    Ids.require("pty", partyId);
    Ids.require("pty", auditorId);
    Ids.requireOneOf("kind", kind, KINDS);
  }

  static AuditOpened fromJson(JsonObject fields) {
    return new AuditOpened(
        fields.text("auditId"),
        fields.text("partyId"),
        fields.text("auditorId"),
        fields.text("kind"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return auditId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of("auditId", auditId, "partyId", partyId, "auditorId", auditorId, "kind", kind));
  }
}
