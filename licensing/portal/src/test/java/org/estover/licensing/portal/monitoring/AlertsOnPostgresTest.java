package org.estover.licensing.portal.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What PostgreSQL keeps of an alert comes back. */
final class AlertsOnPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123456Z");

  @Test
  void anAlertIsKeptOnceAndAcknowledgedOnce() {
    AlertStore alerts =
        new AlertStore(Postgres.client(), PortalServer.shared().bean(JsonMapper.class));
    Alert alert =
        new Alert(
            "quota-exceeded",
            1,
            Severity.HIGH,
            "pty_1",
            "reads too much",
            new TreeMap<>(Map.of("bytes", "12")),
            NOW);
    assertThat(alerts.add(alert)).isTrue();
    assertThat(alerts.add(alert)).isFalse();
    assertThat(alerts.before(Long.MAX_VALUE, 9, true)).hasSize(1);
    alerts.acknowledge(alert.id(), "acc_1");
    alerts.acknowledge(alert.id(), "acc_2");
    alerts.file(alert.id(), "inc_1");
    assertThat(alerts.before(Long.MAX_VALUE, 9, true)).isEmpty();
    AlertStore.Kept kept = alerts.find(alert.id()).orElseThrow();
    assertThat(kept.alert()).isEqualTo(alert);
    assertThat(kept.acknowledgedBy()).isEqualTo("acc_1");
    assertThat(kept.incidentId()).isEqualTo("inc_1");
    assertThat(alerts.before(Long.MAX_VALUE, 9, false)).containsExactly(kept);
  }
}
