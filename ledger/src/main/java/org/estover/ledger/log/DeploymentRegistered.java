package org.estover.ledger.log;

import java.util.Map;

/**
 * A model went into use; where and since when stands in the payload.
 *
 * @param deploymentId id of the deployment
 * @param modelId the model
 */
public record DeploymentRegistered(String deploymentId, String modelId) implements Fact {

  static final String TYPE = "deployment-registered.v1";

  public DeploymentRegistered {
    Ids.require("dpl", deploymentId);
    Ids.require("mdl", modelId);
  }

  static DeploymentRegistered fromJson(JsonObject fields) {
    return new DeploymentRegistered(fields.text("deploymentId"), fields.text("modelId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return deploymentId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("deploymentId", deploymentId, "modelId", modelId));
  }
}
