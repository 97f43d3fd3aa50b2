package org.estover.ledger.log;

import java.util.Map;

/**
 * A developer declared a training run over a release.
 *
 * @param trainingRunId id of the training run
 * @param grantId the grant it runs under
 * @param releaseId the release it reads
 * @param steps how many steps it takes
 * @param sequencesPerStep how many sequences one step reads
 */
public record TrainingRunRegistered(
    String trainingRunId, String grantId, String releaseId, long steps, long sequencesPerStep)
    implements Fact {

  static final String TYPE = "training-run-registered.v1";

  public TrainingRunRegistered {
    Ids.require("trun", trainingRunId);
    Ids.require("grt", grantId);
    Ids.require("rel", releaseId);
    Ids.requireCount("steps", steps, 1);
    Ids.requireCount("sequencesPerStep", sequencesPerStep, 1);
  }

  static TrainingRunRegistered fromJson(JsonObject fields) {
    return new TrainingRunRegistered(
        fields.text("trainingRunId"),
        fields.text("grantId"),
        fields.text("releaseId"),
        fields.decimal("steps"),
        fields.decimal("sequencesPerStep"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return trainingRunId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "trainingRunId",
            trainingRunId,
            "grantId",
            grantId,
            "releaseId",
            releaseId,
            "steps",
            Long.toString(steps),
            "sequencesPerStep",
            Long.toString(sequencesPerStep)));
  }
}
