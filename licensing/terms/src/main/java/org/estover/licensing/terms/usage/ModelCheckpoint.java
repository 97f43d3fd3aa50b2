package org.estover.licensing.terms.usage;

import java.util.Map;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Weights that a training run had after a number of steps, so that who holds them knows what they
 * were trained on.
 *
 * @param step how many steps the run had taken; 0 before the first one
 * @param weightsSha256 SHA-256 of the weights, lower-case hex
 */
public record ModelCheckpoint(String trainingRunId, long step, String weightsSha256) {

  /** The id of a training run's weights: they have one step. */
  public static String idOf(String trainingRunId, String weightsSha256) {
    return ContentId.of("mdl", Map.of("trainingRun", trainingRunId, "weights", weightsSha256));
  }

  /** The id, which follows from training run and weights. */
  public String id() {
    return idOf(trainingRunId, weightsSha256);
  }
}
