package org.estover.licensing.terms.usage;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A model that a developer makes: by a training run of its own, from another model, or both, as a
 * fine-tune or an adapter is.
 *
 * @param developerId whose it is
 * @param name what the developer calls it, unique among its models
 * @param parentId the model it was made from, or empty
 * @param inherit which part of what its parent owes it owes, too, zero to one; the rest follows
 *     from its own training run, and counts as foreign without one
 * @param trainingRunId its own training run over the trust's data, or empty
 */
public record Model(
    String developerId, String name, String parentId, Ratio inherit, String trainingRunId) {

  public Model {
    if (name.isBlank()) {
      throw Errors.noModelName();
    }
    boolean root = parentId.isEmpty();
    boolean trained = !trainingRunId.isEmpty();
    if (root && !trained) {
      throw Errors.modelOfNothing(name);
    }
    int whole = inherit.compareTo(Ratio.ONE);
    boolean some = !inherit.equals(Ratio.ZERO) && (trained ? whole < 0 : whole <= 0);
    if (root ? !inherit.equals(Ratio.ZERO) : !some) {
      throw Errors.badInherit(inherit, root, trained);
    }
  }

  /** The id of a developer's model. */
  public static String idOf(String developerId, String name) {
    return ContentId.of("mdl", Map.of("developer", developerId, "name", name));
  }

  /** The id, which follows from developer and name. */
  public String id() {
    return idOf(developerId, name);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("name", name, "inherit", inherit.toString()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Model fromJson(
      String developerId, String parentId, String trainingRunId, JsonObject json) {
    return new Model(
        developerId, json.text("name"), parentId, Ratio.parse(json.text("inherit")), trainingRunId);
  }
}
