package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * A claim was decided, or ran out; evidence, reason and the money that it moves stand in the
 * payload.
 *
 * @param claimId the claim
 * @param outcome how
 */
public record ClaimDecided(String claimId, String outcome) implements Fact {

  /** What {@code outcome} can be. */
  public static final List<String> OUTCOMES = List.of("granted", "refused", "expired", "withdrawn");

  static final String TYPE = "claim-decided.v1";

  public ClaimDecided {
    Ids.require("clm", claimId);
    Ids.requireOneOf("outcome", outcome, OUTCOMES);
  }

  static ClaimDecided fromJson(JsonObject fields) {
    return new ClaimDecided(fields.text("claimId"), fields.text("outcome"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return claimId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("claimId", claimId, "outcome", outcome));
  }
}
