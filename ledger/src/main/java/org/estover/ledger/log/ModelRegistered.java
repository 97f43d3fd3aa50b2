package org.estover.ledger.log;

import java.util.Map;

/**
 * A developer registered a model; its name, its kind and what it inherits stand in the payload.
 *
 * @param modelId id of the model
 * @param partyId the developer
 * @param parentId the model it was made from, or empty
 * @param trainingRunId the training run that made it, or empty
 */
public record ModelRegistered(String modelId, String partyId, String parentId, String trainingRunId)
    implements Fact {

  static final String TYPE = "model-registered.v1";

  public ModelRegistered {
    Ids.require("mdl", modelId);
    Ids.require("pty", partyId);
    Ids.requireOrEmpty("mdl", parentId);
    Ids.requireOrEmpty("trun", trainingRunId);
  }

  static ModelRegistered fromJson(JsonObject fields) {
    return new ModelRegistered(
        fields.text("modelId"),
        fields.text("partyId"),
        fields.text("parentId"),
        fields.text("trainingRunId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return modelId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "modelId",
            modelId,
            "partyId",
            partyId,
            "parentId",
            parentId,
            "trainingRunId",
            trainingRunId));
  }
}
