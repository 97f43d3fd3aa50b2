package org.estover.tokenize.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A loopback server that hands out single ranges of files, and counts what it sends. */
public final class RangeServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

  static {
    // Else every answer on a kept connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Content content;
  private final List<String> requests = new ArrayList<>();
  private long bytes;
  private volatile Manner manner = Manner.RIGHT;

  /** What is served. */
  public interface Content {
    Optional<ByteSource> open(String name) throws IOException;
  }

  /** How the server behaves. */
  public enum Manner {
    RIGHT,
    IGNORES_RANGES,
    ANOTHER_RANGE,
    FAILS,
    FAILS_ONCE,
    FORBIDS
  }

  private RangeServer(Content content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public static RangeServer of(Content content) throws IOException {
    return new RangeServer(content);
  }

  public static RangeServer of(Path folder) throws IOException {
    return new RangeServer(
        name -> {
          Path file = folder.resolve(name);
          return Files.isRegularFile(file) ? Optional.of(FileSource.open(file)) : Optional.empty();
        });
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  public ReleasePlace place() throws IOException {
    return ReleasePlace.of(address());
  }

  public void behave(Manner next) {
    manner = next;
  }

  /** The requests so far, as file and range. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  public synchronized long bytes() {
    return bytes;
  }

  public synchronized void forget() {
    requests.clear();
    bytes = 0;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      String wanted = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
      synchronized (this) {
        requests.add(name + " " + wanted);
      }
      Manner now = manner;
      if (now == Manner.FAILS || now == Manner.FAILS_ONCE) {
        manner = now == Manner.FAILS_ONCE ? Manner.RIGHT : now;
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      if (now == Manner.FORBIDS) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      Optional<ByteSource> found = content.open(name);
      Matcher range = RANGE.matcher(wanted);
      if (found.isEmpty() || !range.matches()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      try (ByteSource source = found.get()) {
        send(exchange, source, range, now);
      }
    }
  }

  private void send(HttpExchange exchange, ByteSource source, Matcher range, Manner now)
      throws IOException {
    long from = Long.parseLong(range.group(1));
    long to = Math.min(source.size() - 1, Long.parseLong(range.group(2)));
    if (from > to) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + source.size());
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    boolean whole = now == Manner.IGNORES_RANGES;
    byte[] body =
        whole ? source.read(0, (int) source.size()) : source.read(from, (int) (to - from + 1));
    if (!whole) {
      long told = now == Manner.ANOTHER_RANGE ? from + 1 : from;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + told + "-" + to + "/" + source.size());
    }
    exchange.sendResponseHeaders(whole ? 200 : 206, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    } catch (IOException e) {
      if (!whole) {
        throw e;
      }
    }
    synchronized (this) {
      bytes += body.length;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
