package org.estover.licensing.portal.monitoring;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.RevenueReported;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.portal.audit.ActivityEvent;
import org.estover.licensing.portal.audit.SegmentLog;
import org.estover.licensing.portal.desk.TrustDesk;

/**
 * The ledger's log and the activity log as one stream of events in the order of their times; at one
 * time the ledger's stand first. Both logs only grow, and their times never fall, so reading them
 * again gives the same stream. Not thread-safe.
 */
final class Streams {
  private static final int MOST = 500;

  private final TrustDesk desk;
  private final SegmentLog segments;
  private final ArrayDeque<MonitoredEvent> facts = new ArrayDeque<>();
  private final ArrayDeque<MonitoredEvent> deeds = new ArrayDeque<>();
  private long logIndex;
  private long position;

  Streams(TrustDesk desk, SegmentLog segments) {
    this.desk = desk;
    this.segments = segments;
  }

  /** Some of the next events before a time; none where there are none. */
  List<MonitoredEvent> next(Instant before) throws IOException {
    boolean allFacts = readFacts();
    boolean allDeeds = readDeeds();
    List<MonitoredEvent> next = new ArrayList<>();
    while (true) {
      // Of a log that goes on, nothing may be passed over, so the other one waits.
      if ((facts.isEmpty() && !allFacts) || (deeds.isEmpty() && !allDeeds)) {
        return next;
      }
      ArrayDeque<MonitoredEvent> first = first();
      if (first.isEmpty() || !first.getFirst().at().isBefore(before)) {
        return next;
      }
      next.add(first.removeFirst());
    }
  }

  private ArrayDeque<MonitoredEvent> first() {
    if (facts.isEmpty() || deeds.isEmpty()) {
      return facts.isEmpty() ? deeds : facts;
    }
    return deeds.getFirst().at().isBefore(facts.getFirst().at()) ? deeds : facts;
  }

  /** Reads on; whether the log's end was reached. */
  private boolean readFacts() throws IOException {
    if (!facts.isEmpty()) {
      return false;
    }
    long from = logIndex;
    List<LoggedFact> read =
        desk.read(
            opened -> {
              try (var all =
                  opened.ledger().facts(from, fact -> !(fact instanceof RevenueReported))) {
                return all.limit(MOST).toList();
              }
            });
    for (LoggedFact each : read) {
      facts.add(
          new MonitoredEvent.Logged(each.index(), each.entry().time(), each.fact(), gross(each)));
      logIndex = each.index() + 1;
    }
    return read.size() < MOST;
  }

  private static String gross(LoggedFact logged) {
    Fact fact = logged.fact();
    if (!(fact instanceof RevenueReported) || logged.erased()) {
      return "";
    }
    JsonObject payload = logged.payload().content();
    return payload.text("currency") + " " + payload.text("gross");
  }

  private boolean readDeeds() throws IOException {
    if (!deeds.isEmpty()) {
      return false;
    }
    List<ActivityEvent> read = segments.read(position, MOST);
    for (ActivityEvent each : read) {
      deeds.add(
          new MonitoredEvent.Done(
              each.id(),
              each.at(),
              each.activity().onBehalfOf(),
              each.activity().token(),
              each.activity().action(),
              each.activity().bytes(),
              each.activity().evidence()));
      position = each.position() + 1;
    }
    return read.size() < MOST;
  }
}
