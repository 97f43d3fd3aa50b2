package org.estover.ledger.log;

import java.util.Map;

/**
 * A developer stated which weights a training run had after a step.
 *
 * @param modelCheckpointId id of the training run's weights
 * @param trainingRunId the training run
 * @param step how many steps it had taken
 * @param weightsSha256 SHA-256 of the weights, 64 hex digits
 */
public record ModelCheckpointRegistered(
    String modelCheckpointId, String trainingRunId, long step, String weightsSha256)
    implements Fact {

  static final String TYPE = "model-checkpoint-registered.v1";

  public ModelCheckpointRegistered {
    Ids.require("mdl", modelCheckpointId);
    Ids.require("trun", trainingRunId);
    Ids.requireCount("step", step, 0);
    Ids.requireSha256("weightsSha256", weightsSha256);
  }

  static ModelCheckpointRegistered fromJson(JsonObject fields) {
    return new ModelCheckpointRegistered(
        fields.text("modelCheckpointId"),
        fields.text("trainingRunId"),
        fields.decimal("step"),
        fields.text("weightsSha256"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return modelCheckpointId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "modelCheckpointId",
            modelCheckpointId,
            "trainingRunId",
            trainingRunId,
            "step",
            Long.toString(step),
            "weightsSha256",
            weightsSha256));
  }
}
