package org.estover.ledger.log;

import java.util.Map;

/**
 * A developer declared a training run, possibly over an order derived from that of the release.
 *
 * @param trainingRunId id of the training run
 * @param grantId the grant it runs under
 * @param releaseId the release it reads
 * @param orderId the derived order, or empty for the release's own
 * @param steps how many steps it takes
 * @param sequencesPerStep how many sequences one step reads
 */
public record TrainingRunDeclared(
    String trainingRunId,
    String grantId,
    String releaseId,
    String orderId,
    long steps,
    long sequencesPerStep)
    implements Fact {

  static final String TYPE = "training-run-registered.v2";

  public TrainingRunDeclared {
    Ids.require("trun", trainingRunId);
    Ids.require("grt", grantId);
    Ids.require("rel", releaseId);
    Ids.requireOrEmpty("ord", orderId);
    Ids.requireCount("steps", steps, 1);
    Ids.requireCount("sequencesPerStep", sequencesPerStep, 1);
  }

  static TrainingRunDeclared fromJson(JsonObject fields) {
    return new TrainingRunDeclared(
        fields.text("trainingRunId"),
        fields.text("grantId"),
        fields.text("releaseId"),
        fields.text("orderId"),
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
            "orderId",
            orderId,
            "steps",
            Long.toString(steps),
            "sequencesPerStep",
            Long.toString(sequencesPerStep)));
  }
}
