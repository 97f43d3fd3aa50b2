package org.estover.jobs.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.SilencePolicy;

/** Words for signals. */
final class RightsText {
  private static final Pattern LINE = Pattern.compile("(.+):(\\d+)(?:\\[([^\\[\\]]*)])?");

  private RightsText() {}

  /** The policy for silence that a person names. */
  static SilencePolicy policy(String name) throws UsageException {
    for (SilencePolicy known : SilencePolicy.values()) {
      if (DecisionRules.nameOf(known).equals(name)) {
        return known;
      }
    }
    throw Errors.noPolicy(name);
  }

  /** Where a signal stood: {@code robots.txt line 12, group *}. */
  static String place(RightsSignal signal) {
    Matcher line = LINE.matcher(signal.source());
    if (!line.matches()) {
      return signal.source();
    }
    String group = line.group(3) == null ? "" : ", group " + line.group(3);
    return line.group(1) + " line " + line.group(2) + group;
  }
}
