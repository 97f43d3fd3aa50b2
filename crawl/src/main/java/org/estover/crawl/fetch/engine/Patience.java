package org.estover.crawl.fetch.engine;

import org.estover.crawl.document.PageUrl;

/**
 * How long the visit of one page waits for hosts; for one thread at a time.
 *
 * <p>Each time a page is handed out it may wait a moment, and begin requests for as long. What
 * takes longer the frontier waits for, which holds no thread. For its own host a page waits for as
 * long as that asks; for others it is put off {@value #MOST_PUT_OFFS} times and as long as the plan
 * lets it wait in all, and then it does without what they have.
 */
final class Patience {
  static final long MOMENT_MILLIS = 1000;

  /** Two requests for each license document that a page may name, and as many redirects. */
  static final int MOST_PUT_OFFS = 32;

  private final String host;
  private final long maxWaitMillis;
  private long beganMillis;
  private boolean hasAsked;
  private int putOffs;
  private long waitedMillis;
  private boolean isOver;
  private boolean isEnded;

  /**
   * The patience of a page.
   *
   * @param host the page's own
   * @param maxWaitMillis how long it waits for others in all
   */
  Patience(String host, long maxWaitMillis) {
    this.host = host;
    this.maxWaitMillis = maxWaitMillis;
  }

  /** Whether a site is one of the page's own host. */
  boolean isOf(PageUrl site) {
    return site.host().equals(host);
  }

  /** Takes note that the page is handed out. */
  void begin(long nowMillis) {
    beganMillis = nowMillis;
    hasAsked = false;
  }

  /** How long a request may wait for its turn; negative if it may not even be made. */
  long leftMillis(long nowMillis) {
    long left = MOMENT_MILLIS - (nowMillis - beganMillis);
    // One request at least, or a page on a busy machine would come to nothing.
    return hasAsked ? left : Math.max(0, left);
  }

  /** Takes note that a request is made. */
  void asks() {
    hasAsked = true;
  }

  /**
   * Whether the page is put off once more; if not, it does without what it waits for from now on.
   *
   * @param dueMillis when the host can be asked that it waits for
   */
  boolean waits(NotDue reason, long nowMillis, long dueMillis) {
    if (isOver(reason)) {
      return false;
    }
    if (reason.host().equals(host)) {
      return true;
    }
    putOffs++;
    waitedMillis += Math.max(0, dueMillis - nowMillis);
    isOver = putOffs > MOST_PUT_OFFS || waitedMillis > maxWaitMillis;
    return !isOver;
  }

  /** Ends all waiting, since there is no room to keep what the page has answered. */
  void end() {
    isEnded = true;
  }

  /** Whether the page does without a request that cannot be made now. */
  boolean isOver(NotDue reason) {
    return isEnded || (isOver && !reason.host().equals(host));
  }
}
