package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A site called trap.test whose answers are written byte by byte, right or wrong. */
final class HostileSite implements AutoCloseable {
  private static final List<String> OF_THE_SITE = List.of("/robots.txt", "/ai.txt");
  static final String URL = "http://trap.test";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Trap> traps = new ConcurrentHashMap<>();
  private final Map<String, Integer> requests = new ConcurrentSkipListMap<>();

  HostileSite() throws IOException {
    threads.execute(this::accept);
  }

  /** Answers one request. */
  interface Trap {
    void answer(String path, Socket socket, OutputStream out) throws IOException;
  }

  /** Lets all paths that begin like this be answered so. */
  HostileSite on(String prefix, Trap trap) {
    traps.put(prefix, trap);
    return this;
  }

  /** The same, with a page. */
  HostileSite html(String prefix, String body, String... fields) {
    return on(prefix, (path, socket, out) -> out.write(page(200, body, fields)));
  }

  static byte[] page(int status, String body, String... fields) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
    head.append("Connection: close\r\nContent-Type: text/html\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
    return head.append(body).toString().getBytes(ISO_8859_1);
  }

  /** How often each path was asked for, the files about the site left out. */
  Map<String, Integer> requests() {
    return new TreeMap<>(requests);
  }

  int requestCount() {
    return requests.values().stream().mapToInt(Integer::intValue).sum();
  }

  ConnectTo connectTo() {
    return new ConnectTo(Map.of("trap.test", (InetSocketAddress) server.getLocalSocketAddress()));
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> answer(socket));
      }
    } catch (IOException | RejectedExecutionException closed) {
      return;
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      String request = in.readLine();
      String line = request;
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      if (request == null) {
        return;
      }
      String path = request.split(" ", -1)[1];
      OutputStream out = socket.getOutputStream();
      if (OF_THE_SITE.contains(path) || path.startsWith("/.well-known/")) {
        byte[] answer = page(404, "");
        if (traps.containsKey(path)) {
          traps.get(path).answer(path, socket, out);
        } else {
          out.write(answer);
        }
      } else {
        requests.merge(path, 1, Integer::sum);
        trap(path).answer(path, socket, out);
      }
      out.flush();
    } catch (IOException gone) {
      return;
    }
  }

  private Trap trap(String path) {
    return traps.entrySet().stream()
        .filter(trap -> path.startsWith(trap.getKey()))
        .max(Map.Entry.comparingByKey((one, other) -> one.length() - other.length()))
        .map(Map.Entry::getValue)
        .orElse((unused, socket, out) -> out.write(page(404, "no")));
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
