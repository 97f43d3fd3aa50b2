package org.estover.licensing.portal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

  private static Due due(String account, String endpoint, long position) {
    return new Due(account, endpoint, position);
  }

  @Test
  void anAccountHasOneAtATimeAndTheOneThatWaitedLongestIsNext() {
    Turns turns = new Turns(2);
    List<Due> waiting =
        List.of(
            due("greedy", "a", 1),
            due("greedy", "b", 2),
            due("greedy", "c", 3),
            due("modest", "d", 400),
            due("third", "e", 500));
    assertThat(turns.begin(waiting)).containsExactly(waiting.get(0), waiting.get(3));
    assertThat(turns.begin(waiting)).isEmpty();
    turns.end(waiting.get(0), Duration.ofMillis(5));
    assertThat(turns.begin(waiting)).containsExactly(waiting.get(4));
    turns.end(waiting.get(3), Duration.ofMillis(5));
    // Its second endpoint, since the first one had a turn.
    assertThat(turns.begin(waiting)).containsExactly(waiting.get(1));
  }

  @Test
  void slowAccountsTogetherLeaveHalfOfTheSendersToOthers() {
    Turns turns = new Turns(4);
    List<Due> slow = List.of(due("s1", "a", 1), due("s2", "b", 2), due("s3", "c", 3));
    turns.begin(slow);
    slow.forEach(each -> turns.end(each, Turns.SLOW));
    assertThat(turns.begin(slow)).containsExactly(slow.get(0), slow.get(1));
    List<Due> quick = List.of(due("q1", "d", 9), due("q2", "e", 10));
    assertThat(turns.begin(quick)).containsExactlyElementsOf(quick);
    // Who was fast once is one like all others again.
    turns.end(slow.get(0), Duration.ofMillis(5));
    turns.end(slow.get(1), Duration.ofMillis(5));
    quick.forEach(each -> turns.end(each, Duration.ofMillis(5)));
    assertThat(turns.begin(slow)).containsExactlyInAnyOrderElementsOf(slow);
  }

  /** Takes all connections and answers none. */
  private static void swallow(ServerSocket server, List<Socket> taken) {
    try {
      while (true) {
        taken.add(server.accept());
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  @Test
  void oneDevelopersSilentEndpointsAndTestsHoldOneSender() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Receiver receiver = new Receiver()) {
      List<Socket> taken = Collections.synchronizedList(new ArrayList<>());
      Thread silent = new Thread(() -> swallow(server, taken), "silent");
      silent.setDaemon(true);
      silent.start();
      Account greedy = PORTAL.create("silent", Set.of(Who.DEVELOPER), "");
      Account modest = PORTAL.create("modest", Set.of(Who.DEVELOPER), "");
      List<Endpoint> all = new ArrayList<>();
      Webhooks webhooks = PORTAL.bean(Webhooks.class);
      for (int i = 0; i < 9; i++) {
        Endpoint each = registered(greedy, "http://127.0.0.1:" + server.getLocalPort() + "/" + i);
        all.add(each);
        webhooks.test(each);
        webhooks.test(each);
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (taken.isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      all.add(registered(modest, receiver.url()));
      webhooks.test(all.get(9));
      receiver.next();
      assertThat(taken).hasSize(1);
      for (Endpoint each : all) {
        PORTAL.bean(EndpointStore.class).remove(each.id());
      }
      for (Socket each : List.copyOf(taken)) {
        each.close();
      }
    }
  }

  private static Endpoint registered(Account account, String url) throws Exception {
    return PORTAL
        .bean(Registrations.class)
        .register(account.visitor(), new WebhookJson.NewEndpoint(url, List.of("test"), "", true))
        .endpoint();
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
