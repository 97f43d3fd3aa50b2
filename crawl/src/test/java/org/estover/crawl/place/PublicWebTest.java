package org.estover.crawl.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.estover.crawl.fetch.ConnectTo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicWebTest {
  private HttpServer server;
  private TextRecords dns;
  private PublicWeb web;
  private final AtomicLong jump = new AtomicLong();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/file", exchange -> answer(exchange, 200, "hello"));
    server.createContext(
        "/html",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "Text/HTML; charset=utf-8");
          answer(exchange, 200, "hello");
        });
    server.createContext("/gone", exchange -> answer(exchange, 404, "no"));
    server.createContext("/broken", exchange -> answer(exchange, 500, "no"));
    server.createContext("/long", exchange -> answer(exchange, 200, "x".repeat(2 << 20)));
    server.createContext("/inside", exchange -> redirect(exchange, "/file"));
    server.createContext("/www", exchange -> redirect(exchange, "https://WWW.ada.test/file"));
    server.createContext("/out", exchange -> redirect(exchange, "http://eve.test/file"));
    server.createContext("/port", exchange -> redirect(exchange, "http://ada.test:8080/file"));
    server.createContext("/other", exchange -> redirect(exchange, "file:///etc/passwd"));
    server.createContext("/round", exchange -> redirect(exchange, "/round"));
    server.createContext("/chunked", PublicWebTest::chunked);
    server.createContext("/slow", this::slow);
    server.start();
    dns = new TextRecords();
    String at = "=127.0.0.1:" + server.getAddress().getPort();
    ConnectTo named = ConnectTo.parse(List.of("ada.test" + at, "www.ada.test" + at));
    web =
        new PublicWeb(
            named, dns.address(), () -> System.nanoTime() + jump.get(), new SecureRandom());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    dns.close();
  }

  @Test
  void pagesAreReadAndThoseThatAreNotThereAreEmpty() throws IOException {
    assertThat(web.page("ada.test", "/file")).contains("hello");
    assertThat(web.page("ada.test", "/chunked")).contains("hello, world");
    assertThat(web.page("ada.test", "/gone")).isEmpty();
    assertThatThrownBy(() -> web.page("ada.test", "/broken")).hasMessageContaining("500");
  }

  @Test
  void aHandshakeTakesNoLongerThanAPage() throws IOException {
    // One record of 16 KiB is announced, and two bytes of it come; the clock goes on with each
    // read.
    byte[] begun = {22, 3, 3, 64, 0, 2, 0};
    AtomicLong clock = new AtomicLong();
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TimedSocket plain =
            new TimedSocket("ada.test", 3, 3_000_000_000L, () -> clock.getAndAdd(1_600_000_000L))) {
      plain.connect(listening.getLocalSocketAddress());
      try (Socket peer = listening.accept()) {
        peer.getOutputStream().write(begun);
        assertThatThrownBy(() -> PublicWeb.secured(plain, "ada.test").startHandshake())
            .hasStackTraceContaining("ada.test")
            .hasStackTraceContaining("3 s");
      }
    }
    assertThat(clock.get()).isBetween(3_000_000_000L, 6_000_000_000L);
  }

  @Test
  void aPageOfHtmlIsNoFile() throws IOException {
    assertThat(web.plainText("ada.test", "/file")).contains("hello");
    assertThat(web.plainText("ada.test", "/gone")).isEmpty();
    assertThat(web.page("ada.test", "/html")).contains("hello");
    assertThatThrownBy(() -> web.plainText("ada.test", "/html"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the host sends it as text/html", "send it as text/plain");
  }

  @Test
  void aLongPageIsCut() throws IOException {
    assertThat(web.page("ada.test", "/long").orElseThrow()).hasSize(512 << 10);
  }

  @Test
  void redirectsStayOnTheHost() throws IOException {
    assertThat(web.page("ada.test", "/inside")).contains("hello");
    assertThat(web.page("ada.test", "/www")).contains("hello");
    for (String path : List.of("/out", "/port", "/other")) {
      assertThatThrownBy(() -> web.page("ada.test", path))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("only ada.test itself");
    }
    assertThatThrownBy(() -> web.page("ada.test", "/round")).hasMessageContaining("5 redirects");
  }

  @Test
  void whatTakesTooLongIsGivenUp() {
    assertThatThrownBy(() -> web.page("ada.test", "/slow"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 20 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "localhost", "0x7f.1"})
  void addressesOfTheOwnNetworkAreNotReached(String host) {
    assertThatThrownBy(() -> web.page(host, "/file"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no public");
  }

  @Test
  void textRecordsAreAskedFor() throws IOException {
    dns.texts.put("_estover-claim.ada.test", "estover-claim=clm_aaaa");
    assertThat(web.texts("_estover-claim.ada.test")).containsExactly("estover-claim=clm_aaaa");
    assertThat(web.texts("_estover-claim.bob.test")).isEmpty();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    } catch (IOException e) {
      // The client has read enough.
    }
  }

  private static void chunked(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (String part : Arrays.asList("hello", ", ", "world")) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().putAll(Map.of("Location", List.of(location)));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  /** Sends a byte and then lets the client's clock go on. */
  private void slow(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1000);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write('x');
      out.flush();
      jump.set(30_000_000_000L);
      out.write('x');
      out.flush();
    } catch (IOException e) {
      // The client has given up.
    }
  }
}
