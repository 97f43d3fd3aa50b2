package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * What a training run says of itself was checked; the findings stand in the payload.
 *
 * @param verificationId id of the check
 * @param trainingRunId the training run
 * @param level declared, signed, or with a chain of batches that agrees
 * @param outcome whether it reached that level
 * @param evidenceSha256 SHA-256 of what was shown
 */
public record TrainingRunVerified(
    String verificationId,
    String trainingRunId,
    String level,
    String outcome,
    String evidenceSha256)
    implements Fact {

  /** What {@code level} can be. */
  public static final List<String> LEVELS = List.of("l0", "l1", "l2");

  /** What {@code outcome} can be. */
  public static final List<String> OUTCOMES = List.of("passed", "failed");

  static final String TYPE = "training-run-verified.v1";

  public TrainingRunVerified {
    Ids.require("ver", verificationId);
    Ids.require("trun", trainingRunId);
    Ids.requireOneOf("level", level, LEVELS);
    Ids.requireOneOf("outcome", outcome, OUTCOMES);
    Ids.requireSha256("evidenceSha256", evidenceSha256);
  }

  static TrainingRunVerified fromJson(JsonObject fields) {
    return new TrainingRunVerified(
        fields.text("verificationId"),
        fields.text("trainingRunId"),
        fields.text("level"),
        fields.text("outcome"),
        fields.text("evidenceSha256"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return verificationId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "verificationId",
            verificationId,
            "trainingRunId",
            trainingRunId,
            "level",
            level,
            "outcome",
            outcome,
            "evidenceSha256",
            evidenceSha256));
  }
}
