package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names whose owner tells a crawler first one address and then another. */
final class GuardedAddressesTest {
  private static final String PUBLIC = "8.8.8.8";
  private static final HttpLimits LIMITS =
      new HttpLimits(5000, 1 << 20, 1 << 20, 200, 64, 1 << 16, 100);

  private ServerSocket inside;

  @BeforeEach
  void listen() throws IOException {
    inside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    inside.close();
  }

  /** A name server that answers the next of its answers each time, and its last one for ever. */
  private static final class Rebinding implements DnsResolver {
    private final Deque<List<String>> answers;

    @SafeVarargs
    @SuppressWarnings("varargs")
    Rebinding(List<String>... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      List<String> answer = answers.size() > 1 ? answers.remove() : answers.getFirst();
      InetAddress[] addresses = new InetAddress[answer.size()];
      for (int i = 0; i < addresses.length; i++) {
        addresses[i] = InetAddress.getByAddress(host, address(answer.get(i)));
      }
      return addresses;
    }

    private static byte[] address(String literal) throws UnknownHostException {
      return InetAddress.getByName(literal).getAddress();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private void assertThatNobodyConnected() throws IOException {
    // A connection that was made, even if it was closed at once, would be waiting to be accepted.
    inside.setSoTimeout(20);
    assertThatThrownBy(() -> inside.accept()).isInstanceOf(SocketTimeoutException.class);
  }

  private void assertThatRequestIsBlocked(GuardedAddresses addresses) throws IOException {
    PageUrl url = PageUrl.parse("http://rebind.test:" + inside.getLocalPort() + "/").orElseThrow();
    try (HttpExchanges http =
        new HttpExchanges(addresses, CrawlerIdentity.unsigned(""), LIMITS, 1, Clock.systemUTC())) {
      assertThatThrownBy(() -> http.get(url, LIMITS))
          .isInstanceOfSatisfying(
              FetchFailure.class,
              failure -> assertThat(failure.outcome()).isEqualTo("blocked-address"))
          .hasMessageContaining("host rebind.test is not on the public internet");
    }
    assertThatNobodyConnected();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "169.254.169.254",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::1",
        "64:ff9b::7f00:1",
        "fd00::1"
      })
  void nameThatMovesInsideAfterItWasLookedAtIsNotConnectedTo(String second) throws Exception {
    GuardedAddresses addresses =
        new GuardedAddresses(ConnectTo.NONE, new Rebinding(List.of(PUBLIC), List.of(second)));
    assertThat(addresses.resolve("rebind.test"))
        .as("who looks first sees a public address")
        .extracting(InetAddress::getHostAddress)
        .containsExactly(PUBLIC);
    assertThatRequestIsBlocked(addresses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "::1", "2002:7f00:1::"})
  void nameOfWhichOneAddressIsInsideIsNotConnectedTo(String one) throws Exception {
    assertThatRequestIsBlocked(
        new GuardedAddresses(ConnectTo.NONE, new Rebinding(List.of(PUBLIC, one))));
    assertThatRequestIsBlocked(
        new GuardedAddresses(ConnectTo.NONE, new Rebinding(List.of(one, PUBLIC))));
  }

  /** Whatever stands between a name and a connection, the socket judges what it is given. */
  @Test
  void socketJudgesTheAddressThatItConnectsTo() throws Exception {
    GuardedAddresses addresses = new GuardedAddresses(ConnectTo.NONE);
    InetAddress named =
        InetAddress.getByAddress("public.test", inside.getInetAddress().getAddress());
    try (Socket socket = addresses.create(Proxy.NO_PROXY)) {
      assertThatThrownBy(() -> socket.connect(new InetSocketAddress(named, inside.getLocalPort())))
          .isInstanceOf(GuardedAddresses.Blocked.class);
      assertThatThrownBy(
              () ->
                  socket.connect(
                      InetSocketAddress.createUnresolved("public.test", inside.getLocalPort())))
          .isInstanceOf(GuardedAddresses.Blocked.class);
    }
    assertThatNobodyConnected();
  }

  /** An exception is of one name, address and port; it opens nothing beside them. */
  @Test
  void exceptionForOneNameOpensNoOther() throws Exception {
    ConnectTo other =
        new ConnectTo(
            Map.of(
                "open.test",
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), inside.getLocalPort() ^ 1)));
    assertThatRequestIsBlocked(new GuardedAddresses(other, new Rebinding(List.of("127.0.0.1"))));
  }

  @Test
  void nameWithoutAnAddressIsNotFound() throws Exception {
    GuardedAddresses addresses = new GuardedAddresses(ConnectTo.NONE, new Rebinding(List.of()));
    try (HttpExchanges http =
        new HttpExchanges(addresses, CrawlerIdentity.unsigned(""), LIMITS, 1, Clock.systemUTC())) {
      PageUrl url = PageUrl.parse("http://nowhere.test/").orElseThrow();
      assertThatThrownBy(() -> http.get(url, LIMITS))
          .isInstanceOfSatisfying(
              FetchFailure.class, failure -> assertThat(failure.outcome()).isEqualTo("dns-failed"));
    }
  }

  @Test
  void onlyAddressesOfTheWebAreRecorded() throws Exception {
    GuardedAddresses addresses =
        new GuardedAddresses(ConnectTo.parse(List.of("a.test=127.0.0.1:80")));
    InetSocketAddress four = new InetSocketAddress(InetAddress.getByName(PUBLIC), 443);
    InetSocketAddress six = new InetSocketAddress(InetAddress.getByName("2001:db8::7%1"), 443);
    assertThat(addresses.recordable("example.org", four)).isEqualTo(PUBLIC);
    assertThat(addresses.recordable("example.org", six)).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(addresses.recordable("a.test", four)).isEmpty();
    assertThat(addresses.recordable("b.test", InetSocketAddress.createUnresolved("b.test", 80)))
        .isEmpty();
  }
}
