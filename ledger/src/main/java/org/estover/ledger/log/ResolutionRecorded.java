package org.estover.ledger.log;

import java.util.Map;

/**
 * The trust's bodies decided something; text, votes and the money that it moves stand in the
 * payload.
 *
 * @param resolutionId id of the resolution
 * @param kind what it is about, such as {@code escheat}
 */
public record ResolutionRecorded(String resolutionId, String kind) implements Fact {

  static final String TYPE = "resolution-recorded.v1";

  public ResolutionRecorded {
    Ids.require("res", resolutionId);
    Ids.requireWord("kind", kind);
  }

  static ResolutionRecorded fromJson(JsonObject fields) {
    return new ResolutionRecorded(fields.text("resolutionId"), fields.text("kind"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return resolutionId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("resolutionId", resolutionId, "kind", kind));
  }
}
