package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.Carryover;
import org.estover.crawl.source.CrawlLimits;

/**
 * Heeds {@code Retry-After}: a host that asks for a while is left alone for it, and then asked
 * again; one that asks for longer than the plan lets the crawl wait is not asked any more, and
 * holds up nobody else. Thread-safe.
 *
 * <p>Memory: an entry for each host and page that asked for patience.
 */
final class Backoff {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Clock clock;
  private final CrawlLimits limits;
  private final Politeness politeness;
  private final Kept kept;
  private final Map<String, Long> waited = new HashMap<>();
  private final Set<String> abandoned = new HashSet<>();
  private final Map<String, Integer> retries = new HashMap<>();

  Backoff(Clock clock, CrawlLimits limits, Politeness politeness, Kept kept) {
    this.clock = clock;
    this.limits = limits;
    this.politeness = politeness;
    this.kept = kept;
  }

  /** Keeps what hosts have asked for, so that a crawl that goes on heeds it, too. */
  interface Kept {
    /**
     * Keeps what a host has answered to a request for {@code page}.
     *
     * @param waitedMillis how long it has had the crawl wait, this time included
     * @param untilMillis when it may be asked again
     * @param isAbandoned whether it is not asked any more
     */
    void waits(PageUrl page, long waitedMillis, long untilMillis, boolean isAbandoned)
        throws IOException;
  }

  /** Takes note of what hosts have asked for before this process; when, politeness knows. */
  synchronized void resume(Carryover before) {
    before
        .waits()
        .forEach(
            (host, wait) -> {
              waited.put(host, wait.waitedMillis());
              if (wait.isAbandoned()) {
                abandoned.add(host);
              }
            });
    retries.putAll(before.retries());
  }

  /** What is to become of a page whose host asked for patience. */
  enum Decision {
    /** The answer is an answer like others. */
    TAKE,
    /** The host is left alone for a while; then the page is asked again. */
    AGAIN,
    /** The host wants to be left alone for longer than this crawl waits. */
    ABANDON
  }

  /** Decides about the answer to a request for {@code page}. */
  synchronized Decision decide(PageUrl page, Exchange answer) throws IOException {
    OptionalLong asked = asked(answer);
    if (asked.isEmpty()) {
      return Decision.TAKE;
    }
    long wait = asked.getAsLong();
    String host = page.host();
    long before = waited.getOrDefault(host, 0L);
    if (wait > limits.maxWaitMillis() - before) {
      abandoned.add(host);
      kept.waits(page, before, clock.millis(), /* isAbandoned= */ true);
      return Decision.ABANDON;
    }
    if (retries.merge(page.toString(), 1, Integer::sum) > limits.maxRetries()) {
      return Decision.TAKE;
    }
    waited.put(host, before + wait);
    long until = clock.millis() + wait;
    politeness.hold(page, until);
    kept.waits(page, before + wait, until, /* isAbandoned= */ false);
    return Decision.AGAIN;
  }

  /** Whether the host of a page is not asked any more. */
  synchronized boolean isAbandoned(PageUrl page) {
    return abandoned.contains(page.host());
  }

  private OptionalLong asked(Exchange answer) {
    return answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE
        ? answer
            .capture()
            .field("Retry-After")
            .map(value -> RetryAfter.millis(value, clock.instant()))
            .orElse(OptionalLong.empty())
        : OptionalLong.empty();
  }
}
