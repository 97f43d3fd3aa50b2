package org.estover.crawl.fetch.engine;

import java.util.Arrays;
import org.estover.crawl.frontier.FoundUrl;
import org.estover.crawl.frontier.UrlKey;

/**
 * Remembers links that were just written down, so that those that stand on every page of a site are
 * not written for every page; not thread-safe.
 *
 * <p>It forgets, and may say that a link is new which is not; never the other way round.
 */
final class RecentLinks {
  private static final int SLOTS = 1 << 16;

  private final long[] keys = new long[2 * SLOTS];

  /** Forgets everything. */
  void clear() {
    Arrays.fill(keys, 0);
  }

  /**
   * Whether a link is not remembered; it is from now on.
   *
   * @param isOwn whether what it leads to is its domain's own by it, as {@link FoundUrl} has it;
   *     such a link is new beside one that is not, but not the other way round
   */
  boolean isNew(UrlKey key, boolean isOwn) {
    int slot = 2 * (int) (key.low() & (SLOTS - 1));
    // One bit of 128 tells whether it was an own one.
    long own = key.high() | 1;
    long marked = isOwn ? own : own & ~1L;
    if (keys[slot + 1] == key.low() && (keys[slot] == marked || keys[slot] == own)) {
      return false;
    }
    keys[slot] = marked;
    keys[slot + 1] = key.low();
    return true;
  }
}
