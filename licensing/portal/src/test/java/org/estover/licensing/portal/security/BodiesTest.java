package org.estover.licensing.portal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;

/** Bodies are read whole, within their bounds, or refused with an answer and an end. */
final class BodiesTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final int WAIT_MILLIS = 20_000;

  /** A sender who takes ten seconds for each byte, and the clock by which that is. */
  private static final class Slow extends InputStream {
    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private int sent;

    Clock clock() {
      return new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
    }

    @Override
    public int read() {
      now = now.plusSeconds(10);
      sent++;
      return 'a';
    }

    @Override
    public int read(byte[] into, int from, int length) {
      into[from] = (byte) read();
      return 1;
    }
  }

  @Test
  void aBodyTakesHalfAMinuteAtMost() {
    Slow slow = new Slow();
    assertThatThrownBy(() -> Bodies.read(slow, slow.clock()))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(slow.sent).isEqualTo(4);
  }

  @Test
  void aBodyIsAMebibyteAtMost() throws IOException {
    byte[] most = new byte[Bodies.MOST_BYTES];
    assertThat(Bodies.read(new ByteArrayInputStream(most), Clock.systemUTC())).hasSameSizeAs(most);
    byte[] more = new byte[Bodies.MOST_BYTES + 1];
    assertThatThrownBy(() -> Bodies.read(new ByteArrayInputStream(more), Clock.systemUTC()))
        .hasMessageContaining("longer than");
  }

  @Test
  void whatIsRefusedIsAnsweredAndNotReadOn() throws IOException {
    for (String length : new String[] {"1500000", "900000000000"}) {
      String begun =
          "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.90\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + length
              + "\r\n\r\nusername=";
      assertThat(answer(begun)).startsWith("HTTP/1.1 413 ").contains("longer than 1 MiB");
    }
  }

  @Test
  void whatCannotBeReadIsNoFailure() throws IOException {
    String head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n\r\n";
    for (String sent :
        List.of(
            "POST /sign-in" + head + form + "a=%zz",
            "POST /sign-in?b=%zz" + head + form + "a=%41",
            "GET /lookup?q=%zz" + head + "\r\n")) {
      String answer = answer(sent);
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("cannot be read");
    }
  }

  /** All that comes back until the connection ends. */
  private static String answer(String sent) throws IOException {
    try (Socket socket = new Socket(PORTAL.address().getHost(), PORTAL.address().getPort())) {
      socket.setSoTimeout(WAIT_MILLIS);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
