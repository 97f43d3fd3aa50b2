package org.estover.licensing.terms.usage;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A model in use.
 *
 * @param modelId the model
 * @param name where it is used, as the developer calls it
 * @param from the first day
 */
public record Deployment(String modelId, String name, LocalDate from) {

  public Deployment {
    if (name.isBlank()) {
      throw Errors.noDeploymentName();
    }
  }

  /** The id, which follows from model and name. */
  public String id() {
    return ContentId.of("dpl", Map.of("model", modelId, "name", name));
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("name", name, "from", from.toString()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Deployment fromJson(String modelId, JsonObject json) {
    return new Deployment(modelId, json.text("name"), LocalDate.parse(json.text("from")));
  }
}
