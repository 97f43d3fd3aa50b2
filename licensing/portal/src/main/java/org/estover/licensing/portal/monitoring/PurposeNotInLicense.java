package org.estover.licensing.portal.monitoring;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A release was read for a purpose that its grant does not name; told once per grant and purpose.
 */
final class PurposeNotInLicense implements WatchRule {
  private final Set<String> told = new HashSet<>();

  @Override
  public String name() {
    return "purpose-not-in-license";
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
    return "purpose-exceeded";
  }

  @Override
  public List<Alert> see(MonitoredEvent event, Known known) {
    if (!(event instanceof MonitoredEvent.Done done) || !done.isRead()) {
      return List.of();
    }
    String purpose = done.known("purpose");
    String grant = done.known("grant");
    String granted = known.purposeOf(grant);
    if (purpose.isEmpty()
        || granted.isEmpty()
        || granted.equals(purpose)
        || !told.add(grant + " " + purpose)) {
      return List.of();
    }
    return List.of(
        alert(
            event,
            done.party(),
            "read for \"" + purpose + "\" under a grant for \"" + granted + "\"",
            "event",
            done.id(),
            "grant",
            grant));
  }
}
