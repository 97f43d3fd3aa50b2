package org.estover.crawl.rights;

/**
 * How a trust reads signals where their protocols leave a choice; part of its policy, never of the
 * evidence, so a crawl can be decided again under other rules.
 *
 * @param legacyLabels whether a reservation under a label that AIPREF has withdrawn is honoured
 * @param aiTokens whether a robots.txt that disallows known training crawlers reserves training
 *     from us as well
 */
public record ReadingRules(boolean legacyLabels, boolean aiTokens) {
  /** Withdrawn labels are honoured; crawlers of other names do not concern us. */
  public static final ReadingRules DEFAULT = new ReadingRules(true, false);
}
