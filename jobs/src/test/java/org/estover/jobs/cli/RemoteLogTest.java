package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that hands out a log cannot hold who looks at it, nor fill his memory. */
final class RemoteLogTest {
  private final CountDownLatch done = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private URI address;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 404, 100_000));
    server.createContext("/tile/0/000", exchange -> answer(exchange, 200, 8192));
    server.createContext("/tile/0/001", exchange -> answer(exchange, 200, 8193));
    server.createContext("/tile/entries/000", exchange -> answer(exchange, 200, 100_000));
    server.createContext("/checkpoint", exchange -> answer(exchange, 200, 65_537));
    server.createContext("/tile/0/002", exchange -> answer(exchange, 503, 10));
    server.createContext("/tile/0/003", this::drip);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, int size)
      throws IOException {
    try (OutputStream body = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(status, size);
      body.write(new byte[size]);
    }
  }

  /** A byte at a time, for ever: no single read of it waits long. */
  private void drip(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 8192);
    try (OutputStream body = exchange.getResponseBody()) {
      while (!done.await(20, TimeUnit.MILLISECONDS)) {
        body.write(1);
        body.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void filesAreReadUpToTheSizeThatTheirNameAllows() throws Exception {
    RemoteLog log = RemoteLog.at(address);
    assertThat(log.read("tile/0/000")).hasSize(8192);
    assertThat(log.read("tile/entries/000")).hasSize(100_000);
    assertThatThrownBy(() -> log.read("tile/0/001"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("tile/0/001", "more than 8192 bytes");
    assertThatThrownBy(() -> log.read("checkpoint")).hasMessageContaining("more than 65536 bytes");
    assertThatThrownBy(() -> log.read("tile/1/000"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("tile/1/000");
    assertThatThrownBy(() -> log.read("tile/0/002")).hasMessageContaining("answered 503");
  }

  @Test
  void aServerThatDripsIsGivenUp() throws Exception {
    RemoteLog log = RemoteLog.at(address, Duration.ofMillis(300), Duration.ofMinutes(1));
    long start = System.nanoTime();
    assertThatThrownBy(() -> log.read("tile/0/003"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("tile/0/003", "in time");
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(20).toNanos());
    assertThat(log.read("tile/0/000")).hasSize(8192);
  }

  @Test
  void soIsOneThatTakesTooLongForAllFilesTogether() throws Exception {
    RemoteLog log = RemoteLog.at(address, Duration.ofMinutes(1), Duration.ofMillis(400));
    assertThatThrownBy(() -> log.read("tile/0/003")).hasMessageContaining("in time");
    assertThatThrownBy(() -> log.read("tile/0/000")).hasMessageContaining("in time");
  }

  @Test
  void anAddressThatNoLogHasIsRefusedBeforeAnythingIsAsked() {
    for (String wrong :
        List.of(
            "http://127.0.0.1:65536/log",
            "http://reader:canary@127.0.0.1/log",
            "http://127.0.0.1/log?size=7",
            "http://127.0.0.1/log#7",
            "http:///log")) {
      assertThatThrownBy(() -> RemoteLog.at(URI.create(wrong)))
          .as(wrong)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("expected a host")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    }
  }

  @Test
  void whereNobodyListensIsSaid() throws Exception {
    server.stop(0);
    assertThatThrownBy(() -> RemoteLog.at(address).read("checkpoint"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checkpoint");
  }
}
