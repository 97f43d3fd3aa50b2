package org.estover.crawl.fetch.engine;

import java.time.Clock;
import org.estover.crawl.document.PageUrl;

/**
 * Gives visits back to the frontier that wait for a host which is not due, and bounds what is kept
 * of them meanwhile; thread-safe.
 *
 * <p>A page that was answered is not asked again: its answer waits with it, in {@value #MOST_BYTES}
 * bytes for all pages, of which large answers may take half, so that a few of them leave room for
 * many others. Where there is no room the answer is dropped, and the page asked once more; where
 * there is none for the second either, the page does without what it waits for.
 */
final class PutOffs {
  static final long MOST_BYTES = 64L << 20;

  /** What a visit takes beside its answer, and a link beside its path. */
  private static final int BYTES_OF_A_VISIT = 4096;

  private static final int BYTES_OF_A_LINK = 160;

  /** What part of the room makes an answer a large one: a MiB of 64. */
  private static final int LARGE_PART = 64;

  private final LevelFrontier frontier;
  private final Clock clock;
  private final long mostBytes;
  private long bytes;

  PutOffs(LevelFrontier frontier, Clock clock) {
    this(frontier, clock, MOST_BYTES);
  }

  /** The same that keeps so many bytes. */
  PutOffs(LevelFrontier frontier, Clock clock, long mostBytes) {
    this.frontier = frontier;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  /** Takes a visit up that was handed out. */
  void begin(Visit visit) {
    visit.patience().begin(clock.millis());
    synchronized (this) {
      bytes -= visit.keptBytes;
    }
    visit.keptBytes = 0;
  }

  /** Whether a visit is to be given back to the frontier; if not, it goes on at once. */
  boolean putsOff(Visit visit, NotDue reason) {
    long now = clock.millis();
    if (!visit.patience().waits(reason, now, frontier.dueMillis(reason.host()))) {
      return false;
    }
    if (visit.exchange != null && !keeps(visit)) {
      if (visit.wasDropped) {
        visit.patience().end();
        return false;
      }
      visit.exchange = null;
      visit.wasDropped = true;
    }
    visit.again = true;
    visit.waitsFor = reason.host();
    return true;
  }

  private boolean keeps(Visit visit) {
    long size = size(visit);
    long most = size > mostBytes / LARGE_PART ? mostBytes / 2 : mostBytes;
    synchronized (this) {
      if (bytes + size > most) {
        return false;
      }
      bytes += size;
    }
    visit.keptBytes = size;
    return true;
  }

  private static long size(Visit visit) {
    long size = BYTES_OF_A_VISIT;
    Exchange exchange = visit.exchange;
    if (exchange != null) {
      size += exchange.capture().body().length;
      size +=
          exchange.capture().fields().stream()
              .mapToLong(field -> field.name().length() + field.value().length())
              .sum();
      Exchange.Repeated repeated = exchange.repeated();
      size += repeated == null ? 0 : repeated.answer().body().length;
    }
    for (PageUrl link : visit.links) {
      size += BYTES_OF_A_LINK + link.path().length();
    }
    return size;
  }
}
