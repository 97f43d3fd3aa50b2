package org.estover.licensing.portal.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A release was read under a grant, and some days later no training run was registered under it;
 * told once a grant.
 */
final class ReadWithoutRun implements WatchRule {
  private record First(LocalDate day, String party, String event) {}

  private final int days;
  private final Set<String> settled = new HashSet<>();
  private final Map<String, First> waiting = new TreeMap<>();

  ReadWithoutRun(int days) {
    this.days = days;
  }

  @Override
  public String name() {
    return "read-without-run";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public String incidentKind() {
    return "unregistered-training";
  }

  @Override
  public List<Alert> see(MonitoredEvent event, Known known) {
    if (event instanceof MonitoredEvent.Logged logged) {
      String grant = Known.grantTrainedUnder(logged.fact());
      if (!grant.isEmpty()) {
        settled.add(grant);
        waiting.remove(grant);
      }
    }
    if (event instanceof MonitoredEvent.Done done && done.isRead()) {
      String grant = done.known("grant");
      if (!grant.isEmpty() && !settled.contains(grant)) {
        waiting.putIfAbsent(grant, new First(event.day(), done.party(), done.id()));
      }
    }
    return event instanceof MonitoredEvent.DayBegan ? overdue(event) : List.of();
  }

  private List<Alert> overdue(MonitoredEvent event) {
    List<Alert> alerts = new ArrayList<>();
    Iterator<Map.Entry<String, First>> each = waiting.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, First> entry = each.next();
      First first = entry.getValue();
      if (event.day().isAfter(first.day().plusDays(days))) {
        each.remove();
        settled.add(entry.getKey());
        alerts.add(
            alert(
                event,
                first.party(),
                "read since "
                    + first.day()
                    + " and registered no training run in "
                    + days
                    + " days",
                "event",
                first.event(),
                "grant",
                entry.getKey()));
      }
    }
    return alerts;
  }
}
