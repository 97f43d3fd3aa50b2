package org.estover.licensing.portal.monitoring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule over what happens: a fold without clock or chance, so that the same events give the same
 * alerts whenever they are read. A rule that would find something else gets another version.
 */
interface WatchRule {
  /** Its name, a kebab-case word. */
  String name();

  /** Its version. */
  int version();

  /** How bad it is what it finds. */
  Severity severity();

  /** The kind of incident that follows from it where an operator files one. */
  String incidentKind();

  /** What it finds at an event; {@code known} has taken the event in already. */
  List<Alert> see(MonitoredEvent event, Known known);

  /** An alert of this rule. */
  default Alert alert(MonitoredEvent event, String subject, String text, String... evidence) {
    Map<String, String> by = new TreeMap<>();
    for (int i = 0; i < evidence.length; i += 2) {
      by.put(evidence[i], evidence[i + 1]);
    }
    return new Alert(name(), version(), severity(), subject, text, new TreeMap<>(by), event.at());
  }
}
