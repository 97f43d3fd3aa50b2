package org.estover.crawl.filter;

import org.jspecify.annotations.Nullable;

/** What a filter says about one text. */
public sealed interface Verdict {
  /** The text stays, whole. */
  Verdict KEEP = new Keep(null);

  /**
   * The verdict on a text that stays.
   *
   * @param left what of the text the rules after this one judge; null for all of it. The document
   *     itself is not changed
   */
  record Keep(@Nullable String left) implements Verdict {}

  /**
   * The verdict on a text that goes.
   *
   * @param rule the filter's name, with its version
   * @param reason the first test that failed, a stable class
   */
  record Drop(String rule, String reason) implements Verdict {}
}
