package org.estover.crawl.rights;

import java.util.Comparator;

/**
 * One mistake, or one thing worth knowing, in what a site declares about its rights.
 *
 * @param where file and line: {@code robots.txt:12}; or the file alone
 * @param found what stands there
 * @param leadsTo what readers make of it
 * @param cure what to write instead
 */
public record LintFinding(
    Severity severity, String where, String found, String leadsTo, String cure) {
  /** Errors first, then by place. */
  static final Comparator<LintFinding> ORDER =
      Comparator.comparing(LintFinding::severity)
          .thenComparing(finding -> fileOf(finding.where()))
          .thenComparing(finding -> lineOf(finding.where()))
          .thenComparing(LintFinding::found);

  /** How much a finding matters. */
  public enum Severity {
    /** What is meant is not what is said. */
    ERROR,
    /** Some readers will not understand it as it is meant. */
    WARNING,
    /** Worth knowing. */
    NOTE
  }

  private static String fileOf(String where) {
    int colon = where.lastIndexOf(':');
    return isLine(where, colon) ? where.substring(0, colon) : where;
  }

  private static int lineOf(String where) {
    int colon = where.lastIndexOf(':');
    return isLine(where, colon) ? Integer.parseInt(where.substring(colon + 1)) : 0;
  }

  private static boolean isLine(String where, int colon) {
    return colon > 0 && where.substring(colon + 1).matches("[0-9]{1,8}");
  }
}
