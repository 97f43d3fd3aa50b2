package org.estover.licensing.portal.monitoring;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A program whose token is bound to a purpose asked for a release of which its developer has a
 * grant for another; it was refused. Told once per grant and purpose.
 */
final class PurposeNotInLicense implements WatchRule {
  private final Set<String> told = new HashSet<>();

  @Override
  public String name() {
    return "purpose-not-in-license";
  }

  @Override
  public int version() {
    return 2;
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
    if (!(event instanceof MonitoredEvent.Done done)) {
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
            "a token for \"" + purpose + "\" asked under a grant for \"" + granted + "\"",
            "event",
            done.id(),
            "grant",
            grant));
  }
}
