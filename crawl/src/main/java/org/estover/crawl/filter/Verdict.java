package org.estover.crawl.filter;

/** What a filter says about one text. */
public sealed interface Verdict {
  /** The text stays. */
  Verdict KEEP = new Keep();

  /** The verdict on a text that stays. */
  record Keep() implements Verdict {}

  /**
   * The verdict on a text that goes.
   *
   * @param rule the filter's name, with its version
   * @param reason the first test that failed, a stable class
   */
  record Drop(String rule, String reason) implements Verdict {}
}
