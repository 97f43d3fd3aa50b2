package org.estover.crawl.rights;

import java.util.Comparator;

/**
 * An {@code Allow} or {@code Disallow} line.
 *
 * @param text the line as it is written, for evidence
 */
record PathRule(PathPattern pattern, boolean allowed, int line, String group, String text) {
  /** The rule that holds of several that match comes first: the longest, of equals an Allow. */
  static final Comparator<PathRule> PRECEDENCE =
      Comparator.comparingInt((PathRule rule) -> -rule.pattern().size())
          .thenComparing(rule -> !rule.allowed());
}
