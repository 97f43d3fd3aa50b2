package org.estover.licensing.portal.monitoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A token was used from a network, or with a key, from which it never was; the first one is its
 * own. Remembers {@value #MOST} networks a token.
 */
final class TokenFromNewNetwork implements WatchRule {
  private static final int MOST = 100;

  private final Map<String, Set<String>> seen = new HashMap<>();

  @Override
  public String name() {
    return "token-from-new-network";
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
    return "security";
  }

  @Override
  public List<Alert> see(MonitoredEvent event, Known known) {
    if (!(event instanceof MonitoredEvent.Done done)
        || done.token().isEmpty()
        || done.known("network").isEmpty()) {
      return List.of();
    }
    String origin = done.known("network") + " " + done.known("key");
    Set<String> origins = seen.computeIfAbsent(done.token(), token -> new TreeSet<>());
    boolean first = origins.isEmpty();
    boolean added = origins.size() < MOST && origins.add(origin);
    if (first || !added) {
      return List.of();
    }
    return List.of(
        alert(
            event,
            done.party(),
            "token " + done.token() + " was used from a network or with a key that is new to it",
            "event",
            done.id(),
            "token",
            done.token(),
            "network",
            done.known("network")));
  }
}
