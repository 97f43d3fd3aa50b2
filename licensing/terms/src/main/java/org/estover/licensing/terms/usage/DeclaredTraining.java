package org.estover.licensing.terms.usage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a developer says of a training run; which tokens it read follows.
 *
 * @param grantId the grant it runs under
 * @param name tells the training runs under a grant apart
 * @param steps how many steps it takes, from step 0
 * @param sequencesPerStep how many sequences a step reads over all ranks
 * @param order the file of the derived order that it follows; empty for the release's own
 * @param foreignTokens the tokens it reads beside the release, zero where it reads nothing else
 */
public record DeclaredTraining(
    String grantId,
    String name,
    long steps,
    int sequencesPerStep,
    Optional<Path> order,
    long foreignTokens) {

  /** A training in the release's own order, on the trust's data alone. */
  public DeclaredTraining(String grantId, String name, long steps, int sequencesPerStep) {
    this(grantId, name, steps, sequencesPerStep, Optional.empty(), 0);
  }
}
