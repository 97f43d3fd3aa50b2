package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * An audit came to an end; its report stands in the payload.
 *
 * @param auditId the audit
 * @param outcome how
 */
public record AuditConcluded(String auditId, String outcome) implements Fact {

  /** What {@code outcome} can be. */
  public static final List<String> OUTCOMES =
      List.of("no-findings", "findings", "refused", "called-off");

  static final String TYPE = "audit-concluded.v1";

  public AuditConcluded {
    Ids.require("aud", auditId);
    Ids.requireOneOf("outcome", outcome, OUTCOMES);
  }

  static AuditConcluded fromJson(JsonObject fields) {
    return new AuditConcluded(fields.text("auditId"), fields.text("outcome"));
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
    return JsonObject.of(Map.of("auditId", auditId, "outcome", outcome));
  }
}
