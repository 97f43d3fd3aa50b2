package org.estover.licensing.portal.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;

/** Those who send their requests slowly do not keep others from being served. */
final class SlowBodyTest {
  private static final int TOO_MANY = 429;
  private static final int WAIT_MILLIS = 20_000;
  private static final int TRIES = 1000;
  private static final String NETWORK = "203.0.113.77";
  private static final String BEGUN =
      "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: "
          + NETWORK
          + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4096\r\n\r\n"
          + "username=";

  private final PortalServer server = PortalServer.shared();

  @Test
  void oneNetworkHoldsOnlySoManyThreadsWithSlowBodies() throws Exception {
    List<SocketChannel> slow = new ArrayList<>();
    try (Selector answers = Selector.open()) {
      for (int i = 0; i <= Bodies.OF_NETWORK; i++) {
        SocketChannel channel = begun();
        slow.add(channel);
        channel.configureBlocking(false);
        channel.register(answers, SelectionKey.OP_READ);
      }
      assertEquals(1, answers.select(WAIT_MILLIS), "the one too many is answered, no other");
      SocketChannel refused = (SocketChannel) answers.selectedKeys().iterator().next().channel();
      assertTrue(toEnd(refused, answers).startsWith("HTTP/1.1 " + TOO_MANY + " "));
      assertEquals(200, server.from(NETWORK).get("/releases").statusCode());
      assertNotEquals(TOO_MANY, post(server.from("203.0.113.78")));
    } finally {
      for (SocketChannel channel : slow) {
        channel.close();
      }
    }
    int status = TOO_MANY;
    // The portal sees one after the other that they are gone.
    for (int i = 0; i < TRIES && status == TOO_MANY; i++) {
      status = post(server.from(NETWORK));
    }
    assertNotEquals(TOO_MANY, status);
  }

  private static int post(Client client) throws IOException, InterruptedException {
    return client.post("/sign-in", Map.of("username", "nobody")).statusCode();
  }

  private SocketChannel begun() throws IOException {
    URI address = server.address();
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    channel.write(ByteBuffer.wrap(BEGUN.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  /** What is answered until the connection ends, though the rest of the body never came. */
  private static String toEnd(SocketChannel channel, Selector answers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    while (channel.read(bytes) >= 0) {
      answers.selectedKeys().clear();
      assertEquals(1, answers.select(WAIT_MILLIS), "the connection ends");
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }
}
