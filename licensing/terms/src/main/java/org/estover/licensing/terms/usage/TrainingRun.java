package org.estover.licensing.terms.usage;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A developer's training over the first steps of a release's order.
 *
 * @param grantId the grant it runs under
 * @param releaseId the release it reads
 * @param name what the developer calls it, unique under its grant
 * @param steps how many steps it takes, from step 0
 * @param sequencesPerStep how many sequences a step reads over all ranks
 * @param usage the tokens it read, computed from the release
 */
public record TrainingRun(
    String grantId, String releaseId, String name, long steps, int sequencesPerStep, Usage usage) {

  public TrainingRun {
    if (steps < 1 || sequencesPerStep < 1) {
      throw Errors.badShape(steps, sequencesPerStep);
    }
    if (name.isBlank()) {
      throw Errors.noName();
    }
  }

  /** The id of the training run of that name under a grant. */
  public static String idOf(String grantId, String name) {
    return ContentId.of("trun", Map.of("grant", grantId, "name", name));
  }

  /** The id, which follows from grant and name. */
  public String id() {
    return idOf(grantId, name);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("name", name, "usage", usage.toJson()));
  }
}
