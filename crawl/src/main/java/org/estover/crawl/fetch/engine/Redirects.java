package org.estover.crawl.fetch.engine;

import java.util.HashMap;
import java.util.Map;
import org.estover.crawl.document.PageUrl;

/**
 * Counts the hops of chains of redirects; thread-safe.
 *
 * <p>A redirect counts as a link, so its target is visited in the next level, when all that lead to
 * it are known: of several chains the shortest counts. Memory: an entry for each target.
 */
final class Redirects {
  private final int most;
  private final Map<String, Integer> hops = new HashMap<>();

  Redirects(int most) {
    this.most = most;
  }

  /** Whether the redirect of a page may be followed; takes note of it if so. */
  synchronized boolean follow(PageUrl page, PageUrl target) {
    int hop = hops.getOrDefault(page.toString(), 0) + 1;
    if (hop > most) {
      return false;
    }
    if (!target.equals(page)) {
      hops.merge(target.toString(), hop, Math::min);
    }
    return true;
  }
}
