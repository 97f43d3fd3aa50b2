package org.estover.crawl.fetch.engine;

import java.util.Arrays;
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

  /** Whether a link is not remembered; it is from now on. */
  boolean isNew(UrlKey key) {
    int slot = 2 * (int) (key.low() & (SLOTS - 1));
    if (keys[slot] == key.high() && keys[slot + 1] == key.low()) {
      return false;
    }
    keys[slot] = key.high();
    keys[slot + 1] = key.low();
    return true;
  }
}
