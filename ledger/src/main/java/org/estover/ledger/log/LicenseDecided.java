package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * The trust decided on a request; the reason stands in the payload.
 *
 * @param requestId id of the request
 * @param decision what it decided
 */
public record LicenseDecided(String requestId, String decision) implements Fact {

  /** What {@code decision} can be. */
  public static final List<String> DECISIONS = List.of("accepted", "declined");

  static final String TYPE = "license-decided.v1";

  public LicenseDecided {
    Ids.require("req", requestId);
    Ids.requireOneOf("decision", decision, DECISIONS);
  }

  static LicenseDecided fromJson(JsonObject fields) {
    return new LicenseDecided(fields.text("requestId"), fields.text("decision"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return requestId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("requestId", requestId, "decision", decision));
  }
}
