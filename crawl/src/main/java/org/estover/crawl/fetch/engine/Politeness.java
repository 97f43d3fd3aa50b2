package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.PolitenessServer;
import edu.uci.ics.crawler4j.url.WebURL;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;

/**
 * Spaces the requests to each host by reserving slots, and lets one of them be under way at a time;
 * thread-safe.
 *
 * <p>A request takes the host's next free slot and moves that one on by the delay, so requests keep
 * their distance whatever the number of threads; the next one begins the delay after the answer to
 * the one before at the soonest. The delay is the largest of the plan's and the {@code Crawl-delay}
 * of each of the host's sites, which are one machine's under several schemes and ports; hosts that
 * {@code ConnectTo} does not name get at least {@value #LEAST_DELAY_MILLIS} ms.
 */
final class Politeness implements PolitenessServer {
  private static final long LEAST_DELAY_MILLIS = 500;

  /** How soon it is looked again whether a request is over. */
  private static final long UNDER_WAY_MILLIS = 100;

  private final Clock clock;
  private final long planDelayMillis;
  private final ConnectTo connectTo;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> connections = new ConcurrentHashMap<>();
  private volatile long resumedAtMillis;

  Politeness(Clock clock, long planDelayMillis, ConnectTo connectTo) {
    this.clock = clock;
    this.planDelayMillis = planDelayMillis;
    this.connectTo = connectTo;
  }

  /** A request that may be made now; closing it lets the next one of its host begin. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  private record Slot(long freeAtMillis, long delayMillis) {}

  /** Takes note of the delay that a site asks for. */
  void askedDelay(PageUrl site, long millis) {
    slots.compute(
        site.host(),
        (key, slot) -> {
          Slot known = slot == null ? first(site.host()) : slot;
          long longer = Math.max(0, millis - known.delayMillis);
          long freeAt = known.freeAtMillis == 0 ? 0 : known.freeAtMillis + longer;
          return new Slot(freeAt, known.delayMillis + longer);
        });
  }

  /**
   * Takes note that a process before this one may have asked any site until now: every host is left
   * alone for its delay first, and those named until the time that is named.
   *
   * @param freeAtMillis by authority
   */
  void resume(Map<String, Long> freeAtMillis) {
    resumedAtMillis = clock.millis();
    freeAtMillis.forEach(
        (authority, free) -> PageUrl.parse(authority + "/").ifPresent(site -> hold(site, free)));
  }

  /**
   * Waits until no other request to the host is under way, and for its next slot.
   *
   * @throws NotDue if that takes longer than {@code patience} has left
   */
  Turn turn(PageUrl site, Patience patience) throws NotDue, InterruptedException {
    Semaphore free =
        connections.computeIfAbsent(site.host(), unused -> new Semaphore(1, /* fair= */ true));
    long most = patience.leftMillis(clock.millis());
    if (most < 0 || !free.tryAcquire(most, TimeUnit.MILLISECONDS)) {
      throw new NotDue(site);
    }
    boolean taken = false;
    try {
      most = patience.leftMillis(clock.millis());
      long wait = reserve(site, most);
      if (wait > most) {
        throw new NotDue(site);
      }
      if (wait > 0) {
        TimeUnit.MILLISECONDS.sleep(wait);
      }
      patience.asks();
      taken = true;
      return () -> {
        ended(site);
        free.release();
      };
    } finally {
      if (!taken) {
        free.release();
      }
    }
  }

  /** Lets no request to the host begin before a time. */
  void hold(PageUrl site, long untilMillis) {
    slots.compute(
        site.host(),
        (key, slot) -> {
          Slot known = slot == null ? first(site.host()) : slot;
          return new Slot(Math.max(known.freeAtMillis, untilMillis), known.delayMillis);
        });
  }

  /**
   * Takes note that a request to the host is over. When it reached the host nobody knows, on a busy
   * machine much later than its slot began; so the delay is counted from here.
   */
  private void ended(PageUrl site) {
    long now = clock.millis();
    slots.computeIfPresent(
        site.host(),
        (key, slot) ->
            new Slot(Math.max(slot.freeAtMillis, now + slot.delayMillis), slot.delayMillis));
  }

  @Override
  public long applyPoliteness(WebURL url) {
    return PageUrl.parse(url.getURL()).map(page -> reserve(page, Long.MAX_VALUE)).orElse(0L);
  }

  /**
   * When the host's next slot begins. While a request is under way nobody knows, and it is a moment
   * away: who asked now would wait for that request's end.
   */
  long freeAtMillis(String host) {
    long free = slots.getOrDefault(host, first(host)).freeAtMillis;
    Semaphore connection = connections.get(host);
    boolean isUnderWay = connection != null && connection.availablePermits() == 0;
    return isUnderWay ? Math.max(free, clock.millis() + UNDER_WAY_MILLIS) : free;
  }

  /** The time between two requests to a host. */
  long delayMillis(String host) {
    return slots.getOrDefault(host, first(host)).delayMillis;
  }

  /**
   * How long the host's next slot is away, which is taken unless that is longer than {@code
   * mostMillis}.
   */
  private long reserve(PageUrl site, long mostMillis) {
    long now = clock.millis();
    long[] wait = new long[1];
    slots.compute(
        site.host(),
        (key, slot) -> {
          Slot known = slot == null ? first(site.host()) : slot;
          long start = Math.max(now, known.freeAtMillis);
          wait[0] = start - now;
          return wait[0] > mostMillis
              ? known
              : new Slot(start + known.delayMillis, known.delayMillis);
        });
    return wait[0];
  }

  private Slot first(String host) {
    boolean ours = connectTo.address(host).isPresent();
    long delay = ours ? planDelayMillis : Math.max(planDelayMillis, LEAST_DELAY_MILLIS);
    return new Slot(resumedAtMillis == 0 ? 0 : resumedAtMillis + delay, delay);
  }
}
