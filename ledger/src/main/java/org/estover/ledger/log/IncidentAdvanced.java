package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * An incident came into another state; why stands in the payload.
 *
 * @param incidentId the incident
 * @param state the state it is in now
 * @param outcome how it was decided, or empty where the state decides nothing
 */
public record IncidentAdvanced(String incidentId, String state, String outcome) implements Fact {

  /** What {@code state} can be. */
  public static final List<String> STATES =
      List.of("acknowledged", "in-review", "escalated", "resolved", "appealed", "final");

  /** The states that have an outcome. */
  public static final List<String> DECIDED = List.of("resolved", "final");

  /** What {@code outcome} can be. */
  public static final List<String> OUTCOMES =
      List.of("upheld", "dismissed", "partially-upheld", "settled");

  static final String TYPE = "incident-advanced.v1";

  public IncidentAdvanced {
    Ids.require("inc", incidentId);
    Ids.requireOneOf("state", state, STATES);
    if (DECIDED.contains(state)) {
      Ids.requireOneOf("outcome", outcome, OUTCOMES);
    } else if (!outcome.isEmpty()) {
      throw Errors.badField("outcome", outcome, "nothing, because " + state + " decides nothing");
    }
  }

  static IncidentAdvanced fromJson(JsonObject fields) {
    return new IncidentAdvanced(
        fields.text("incidentId"), fields.text("state"), fields.text("outcome"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return incidentId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("incidentId", incidentId, "state", state, "outcome", outcome));
  }
}
