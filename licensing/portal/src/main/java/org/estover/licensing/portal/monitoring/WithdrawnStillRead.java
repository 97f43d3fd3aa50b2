package org.estover.licensing.portal.monitoring;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who was told of a withdrawal goes on reading and has not answered the notice in time; told once a
 * notice.
 */
final class WithdrawnStillRead implements WatchRule {
  private final int days;
  private final Set<String> told = new HashSet<>();

  WithdrawnStillRead(int days) {
    this.days = days;
  }

  @Override
  public String name() {
    return "withdrawn-still-read";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public String incidentKind() {
    return "withdrawn-read";
  }

  @Override
  public List<Alert> see(MonitoredEvent event, Known known) {
    if (!(event instanceof MonitoredEvent.Done done) || !done.isRead()) {
      return List.of();
    }
    for (Map.Entry<String, Known.OpenNotice> open : known.openNotices().entrySet()) {
      Known.OpenNotice notice = open.getValue();
      boolean theirs = notice.partyId().equals(done.party());
      boolean overdue = done.at().isAfter(notice.sent().plus(Duration.ofDays(days)));
      if (theirs && overdue && told.add(open.getKey())) {
        return List.of(
            alert(
                event,
                done.party(),
                "reads on, and has not answered in " + days + " days that something was withdrawn",
                "event",
                done.id(),
                "notice",
                open.getKey()));
      }
    }
    return List.of();
  }
}
