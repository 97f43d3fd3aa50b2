package org.estover.crawl.rights;

import java.time.LocalDate;

/** What the trust's ledger knows of agreements with rights holders. */
@FunctionalInterface
public interface Agreements {
  /** No agreement is known. */
  Agreements NONE = (origin, use, date) -> "";

  /**
   * The id of an agreement that licenses a use of an origin's pages, or "".
   *
   * @param origin scheme, host and port of the page, e.g. {@code https://a.test}
   * @param date the day on which the page was fetched
   */
  String covering(String origin, Use use, LocalDate date);
}
