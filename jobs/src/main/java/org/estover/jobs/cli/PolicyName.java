package org.estover.jobs.cli;

import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.rights.SilencePolicy;

/** The name of a policy for silence, as people write it. */
final class PolicyName {
  private PolicyName() {}

  /** The policy for silence that a person names. */
  static SilencePolicy read(String name) throws UsageException {
    for (SilencePolicy known : SilencePolicy.values()) {
      if (DecisionRules.nameOf(known).equals(name)) {
        return known;
      }
    }
    throw Errors.noPolicy(name);
  }
}
