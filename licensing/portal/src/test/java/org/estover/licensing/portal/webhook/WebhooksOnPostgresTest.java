package org.estover.licensing.portal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What PostgreSQL keeps of endpoints, events and deliveries comes back. */
final class WebhooksOnPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123456Z");

  @Test
  void endpoints() {
    EndpointStore endpoints = new EndpointStore(Postgres.client());
    Endpoint made = endpoint("whk_1", true);
    endpoints.add(made);
    assertThat(endpoints.find("whk_1")).contains(made);
    assertThat(endpoints.active()).containsExactly(made);
    endpoints.change(endpoint("whk_1", false));
    assertThat(endpoints.ofAccount("acc_1")).containsExactly(endpoint("whk_1", false));
    assertThat(endpoints.active()).isEmpty();
    endpoints.remove("whk_1");
    assertThat(endpoints.find("whk_1")).isEmpty();
  }

  private static Endpoint endpoint(String id, boolean active) {
    return new Endpoint(
        id,
        "acc_1",
        "https://hooks.test/",
        List.of(EventType.RELEASE_PUBLISHED, EventType.LICENSE_GRANTED),
        "for a test",
        active,
        NOW,
        "sealed");
  }

  @Test
  void eventsAndDeliveries() {
    EventStore events =
        new EventStore(Postgres.client(), PortalServer.shared().bean(JsonMapper.class));
    assertThat(events.cursor()).isZero();
    events.moveCursor(6);
    assertThat(events.cursor()).isEqualTo(6);
    Event granted =
        new Event("evt_1", "license.granted", NOW.toString(), 5L, Map.of("grantId", "grt_1"));
    events.add(new ConcerningEvent(granted, new TreeSet<>(List.of("pty_1"))));
    assertThat(events.events(false, "pty_1", 0, 9)).containsExactly(granted);
    assertThat(events.events(true, "", 0, 9)).containsExactly(granted);
    assertThat(events.events(false, "pty_2", 0, 9)).isEmpty();
    events.add(
        new Delivery(0, "dlv_1", "whk_9", "evt_1", "{}", Delivery.WAITING, 0, NOW, NOW, 0, ""));
    Due first = events.due(NOW).get(0);
    assertThat(first.accountId()).isEqualTo("whk_9");
    Delivery due = events.delivery(first.position()).orElseThrow();
    assertThat(due.id()).isEqualTo("dlv_1");
    assertThat(events.take(due, NOW.plusSeconds(60))).isTrue();
    assertThat(events.take(due, NOW.plusSeconds(90))).isFalse();
    events.settle(
        new Delivery(
            due.position(),
            "dlv_1",
            "whk_9",
            "evt_1",
            "{}",
            Delivery.DELIVERED,
            1,
            NOW,
            NOW,
            204,
            ""));
    assertThat(events.due(NOW.plusSeconds(99))).isEmpty();
    assertThat(events.deliveries("whk_9", Long.MAX_VALUE, 9))
        .isEqualTo(List.of(events.delivery("dlv_1").orElseThrow()));
  }
}
