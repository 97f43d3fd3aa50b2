package org.estover.licensing.portal.monitoring;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A party read more of the releases on one day than it may; told once a day. */
final class QuotaExceeded implements WatchRule {
  private final long most;
  private final Map<String, Long> read = new HashMap<>();
  private LocalDate day = LocalDate.EPOCH;

  QuotaExceeded(long most) {
    this.most = most;
  }

  @Override
  public String name() {
    return "quota-exceeded";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public String incidentKind() {
    return "usage-misstated";
  }

  @Override
  public List<Alert> see(MonitoredEvent event, Known known) {
    if (!(event instanceof MonitoredEvent.Done done) || !done.isRead() || done.party().isEmpty()) {
      return List.of();
    }
    if (!event.day().equals(day)) {
      day = event.day();
      read.clear();
    }
    long before = read.getOrDefault(done.party(), 0L);
    long after = before + done.bytes();
    read.put(done.party(), after);
    if (before > most || after <= most) {
      return List.of();
    }
    return List.of(
        alert(
            event,
            done.party(),
            "read " + after + " bytes on " + day + ", more than the " + most + " of a day",
            "event",
            done.id(),
            "bytes",
            Long.toString(after)));
  }
}
