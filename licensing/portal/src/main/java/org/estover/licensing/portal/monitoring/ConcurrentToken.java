package org.estover.licensing.portal.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two networks used one token at about the same time; told once a token and day. */
final class ConcurrentToken implements WatchRule {
  private record Use(String network, Instant at) {}

  private final Duration window;
  private final Map<String, Use> last = new HashMap<>();
  private final Map<String, LocalDate> told = new HashMap<>();

  ConcurrentToken(Duration window) {
    this.window = window;
  }

  @Override
  public String name() {
    return "concurrent-token";
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
    return "security";
  }

  @Override
  public List<Alert> see(MonitoredEvent event, Known known) {
    if (!(event instanceof MonitoredEvent.Done done)
        || done.token().isEmpty()
        || done.known("network").isEmpty()) {
      return List.of();
    }
    String network = done.known("network");
    Use before = last.put(done.token(), new Use(network, done.at()));
    boolean together =
        before != null
            && !before.network().equals(network)
            && !done.at().isAfter(before.at().plus(window));
    if (!together || event.day().equals(told.put(done.token(), event.day()))) {
      return List.of();
    }
    return List.of(
        alert(
            event,
            done.party(),
            "two networks used token " + done.token() + " within " + window.toSeconds() + " s",
            "event",
            done.id(),
            "token",
            done.token(),
            "network",
            network,
            "other",
            before.network()));
  }
}
