package org.estover.crawl.decision;

import java.util.Locale;
import org.estover.crawl.rights.ReadingRules;
import org.estover.crawl.rights.SilencePolicy;

/**
 * By which rules a corpus decides where signals and protocols leave a choice.
 *
 * @param silence what becomes of pages that say nothing; the policy's name
 * @param reading how signals are read; the policy's options
 */
public record DecisionRules(SilencePolicy silence, ReadingRules reading) {
  /** What holds where a plan says nothing else. */
  public static final DecisionRules DEFAULT =
      new DecisionRules(SilencePolicy.NO_RESERVATION, ReadingRules.DEFAULT);

  /** The policy's name: {@code no-reservation} or {@code open-only}. */
  public String name() {
    return nameOf(silence);
  }

  /** The name under which plans and decisions know a policy. */
  public static String nameOf(SilencePolicy silence) {
    return silence.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Name and options in one line, as decisions are made of them. */
  @Override
  public String toString() {
    return name() + " legacy-labels=" + reading.legacyLabels() + " ai-tokens=" + reading.aiTokens();
  }
}
