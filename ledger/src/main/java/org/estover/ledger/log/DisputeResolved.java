package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * A dispute ended; reason and the money that it moves stand in the payload.
 *
 * @param disputeId the dispute
 * @param outcome how
 */
public record DisputeResolved(String disputeId, String outcome) implements Fact {

  /** What {@code outcome} can be. */
  public static final List<String> OUTCOMES =
      List.of("upheld", "dismissed", "partially-upheld", "settled");

  static final String TYPE = "dispute-resolved.v1";

  public DisputeResolved {
    Ids.require("dsp", disputeId);
    Ids.requireOneOf("outcome", outcome, OUTCOMES);
  }

  static DisputeResolved fromJson(JsonObject fields) {
    return new DisputeResolved(fields.text("disputeId"), fields.text("outcome"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return disputeId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("disputeId", disputeId, "outcome", outcome));
  }
}
