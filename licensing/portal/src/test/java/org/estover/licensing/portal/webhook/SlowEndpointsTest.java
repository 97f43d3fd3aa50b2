package org.estover.licensing.portal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.junit.jupiter.api.Test;

/** One endpoint takes nothing from the others, and an account that ended is told nothing. */
final class SlowEndpointsTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  /** Answers a byte at a time, for as long as somebody listens. */
  private static void drip(ServerSocket server) {
    try (Socket socket = server.accept()) {
      while (true) {
        socket.getOutputStream().write("H".getBytes(StandardCharsets.US_ASCII));
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      // Nobody listens any more.
      assertThat(e).isNotNull();
    }
  }

  @Test
  void whoAnswersByteByByteIsLeft() throws Exception {
    Sender sender = new Sender(new WebhookSettings(true, Duration.ofMillis(600), 10));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread endpoint = new Thread(() -> drip(server), "drip");
      endpoint.setDaemon(true);
      endpoint.start();
      long begun = System.nanoTime();
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
      assertThatThrownBy(() -> sender.post(url, Map.of(), new byte[0]))
          .isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static Delivery waiting(String endpoint, int number) {
    // Longer ago than any that other tests leave, and of endpoints that are none.
    Instant then = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(number);
    return new Delivery(
        0,
        "dlv_" + endpoint + number,
        endpoint,
        "evt_fair",
        "{}",
        Delivery.WAITING,
        0,
        then,
        then,
        0,
        "");
  }

  @Test
  void aHundredThatWaitForOneEndpointDoNotHideAnothers() {
    EventStore events = PORTAL.bean(EventStore.class);
    Instant now = Instant.parse("2020-02-01T00:00:00Z");
    try {
      for (int i = 0; i < 110; i++) {
        events.add(waiting("whk_greedy", i));
      }
      events.add(waiting("whk_modest", 500));
      List<String> due =
          events.due(now, 100).stream().map(Delivery::endpointId).distinct().toList();
      assertThat(due).contains("whk_modest");
    } finally {
      EndpointStore endpoints = PORTAL.bean(EndpointStore.class);
      endpoints.remove("whk_greedy");
      endpoints.remove("whk_modest");
    }
  }

  @Test
  void anEndedAccountIsToldNothing() throws Exception {
    try (Receiver receiver = new Receiver();
        Receiver other = new Receiver()) {
      Account account = PORTAL.create("untold", Set.of(Who.DEVELOPER), "");
      Account still = PORTAL.create("still-told", Set.of(Who.DEVELOPER), "");
      Registrations registrations = PORTAL.bean(Registrations.class);
      Webhooks webhooks = PORTAL.bean(Webhooks.class);
      Endpoint ended =
          registrations
              .register(
                  account.visitor(),
                  new WebhookJson.NewEndpoint(receiver.url(), List.of("test"), "", true))
              .endpoint();
      Endpoint open =
          registrations
              .register(
                  still.visitor(),
                  new WebhookJson.NewEndpoint(other.url(), List.of("test"), "", true))
              .endpoint();
      PORTAL.bean(Accounts.class).activate(account.id(), false);
      webhooks.test(ended);
      webhooks.test(open);
      other.next();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      EventStore events = PORTAL.bean(EventStore.class);
      Delivery delivery = events.deliveries(ended.id(), Long.MAX_VALUE, 1).get(0);
      while (delivery.attempts() == 0 && System.nanoTime() < end) {
        delivery = events.deliveries(ended.id(), Long.MAX_VALUE, 1).get(0);
      }
      assertThat(delivery.attempts()).isPositive();
      assertThat(delivery.lastError()).contains("switched off");
      assertThat(receiver.isQuiet()).isTrue();
      PORTAL.bean(EndpointStore.class).remove(ended.id());
      PORTAL.bean(EndpointStore.class).remove(open.id());
    }
  }
}
