package org.estover.ledger.log;

import java.util.Map;

/**
 * All documents of a host were taken down: no later release contains any.
 *
 * @param caseId id of the withdrawal case
 * @param hostSha256 SHA-256 of the host's name in lower case
 */
public record HostWithdrawn(String caseId, String hostSha256) implements Fact {

  static final String TYPE = "host-withdrawn.v1";

  public HostWithdrawn {
    Ids.require("case", caseId);
    Ids.requireSha256("hostSha256", hostSha256);
  }

  static HostWithdrawn fromJson(JsonObject fields) {
    return new HostWithdrawn(fields.text("caseId"), fields.text("hostSha256"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return caseId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("caseId", caseId, "hostSha256", hostSha256));
  }
}
