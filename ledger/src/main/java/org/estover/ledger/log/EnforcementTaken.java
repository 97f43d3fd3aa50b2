package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * The trust took a step against a breach of an agreement; its words stand in the payload.
 *
 * <p>It records the step. What ends an agreement or a grant is recorded as that.
 *
 * @param enforcementId id of the step
 * @param agreementId the agreement
 * @param causeId the incident or audit it rests on, or empty
 * @param step what was done
 */
public record EnforcementTaken(
    String enforcementId, String agreementId, String causeId, String step) implements Fact {

  /** What {@code step} can be, from the mildest on; {@code lifted} takes back what held. */
  public static final List<String> STEPS =
      List.of("notice", "cure-period", "suspension", "termination", "disgorgement", "lifted");

  private static final List<String> CAUSES = List.of("inc", "aud");

  static final String TYPE = "enforcement-taken.v1";

  public EnforcementTaken {
    Ids.require("enf", enforcementId);
    Ids.require("agr", agreementId);
    if (!causeId.isEmpty()) {
      Ids.requireAny("causeId", causeId, CAUSES);
    }
    Ids.requireOneOf("step", step, STEPS);
  }

  static EnforcementTaken fromJson(JsonObject fields) {
    return new EnforcementTaken(
        fields.text("enforcementId"),
        fields.text("agreementId"),
        fields.text("causeId"),
        fields.text("step"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return enforcementId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "enforcementId",
            enforcementId,
            "agreementId",
            agreementId,
            "causeId",
            causeId,
            "step",
            step));
  }
}
