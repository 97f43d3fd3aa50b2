package org.estover.licensing.portal.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** Who holds many connections and sends nothing over them leaves the others theirs. */
final class ConnectionSharesTest {
  private static final int MOST = 5;
  private static final int MILLIS = 20_000;

  @TempDir private Path folder;

  private Tomcat server(ConnectionShares shares) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector(SharedProtocol.class.getName());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    if (connector.getProtocolHandler() instanceof SharedProtocol protocol) {
      protocol.share(shares);
    }
    tomcat.setConnector(connector);
    tomcat.addContext("", folder.toString());
    tomcat.start();
    return tomcat;
  }

  private static Socket slow(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
    socket.setSoTimeout(MILLIS);
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The first byte of an answer, or -1 where there is none. */
  private static int finish(Socket socket) {
    try {
      socket.getOutputStream().write("a.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void aNetworkHoldsNoMoreThanItsShareAndGetsItBack() throws Exception {
    Tomcat tomcat = server(new ConnectionShares(MOST, address -> false));
    List<Socket> held = new ArrayList<>();
    try {
      int port = tomcat.getConnector().getLocalPort();
      for (int i = 0; i < MOST; i++) {
        held.add(slow(port));
      }
      try (Socket beyond = slow(port)) {
        assertThat(finish(beyond)).isEqualTo(-1);
      }
      assertThat(finish(held.get(0))).isEqualTo('H');
      held.get(0).close();
      long end = System.nanoTime() + Duration.ofMillis(MILLIS).toNanos();
      int answer = -1;
      while (answer < 0 && System.nanoTime() < end) {
        // The server learns a little later that one has gone.
        try (Socket next = slow(port)) {
          answer = finish(next);
        } catch (IOException e) {
          answer = -1;
        }
      }
      assertThat(answer).isEqualTo('H');
    } finally {
      for (Socket each : held) {
        each.close();
      }
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void aProxysConnectionsAreOthers() throws Exception {
    Tomcat tomcat = server(new ConnectionShares(MOST, InetAddress::isLoopbackAddress));
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * MOST; i++) {
        held.add(slow(tomcat.getConnector().getLocalPort()));
      }
      for (Socket each : held) {
        assertThat(finish(each)).isEqualTo('H');
      }
    } finally {
      for (Socket each : held) {
        each.close();
      }
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void thePortalSharesItsConnections() {
    assertThat(PortalServer.shared().bean(TomcatServletWebServerFactory.class).getProtocol())
        .isEqualTo(SharedProtocol.class.getName());
  }
}
