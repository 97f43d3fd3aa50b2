package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Named sites on one loopback server; every request is written down. */
final class LoopbackSites implements AutoCloseable {
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Integer, Runnable> actions = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Map<String, Answer> unchanged = new ConcurrentHashMap<>();
  private final Set<String> stalled = ConcurrentHashMap.newKeySet();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  LoopbackSites() throws IOException {
    // Head and body are two packets; without this the second waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** What a URL answers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, List<String>> fields, byte[] body) {}

  LoopbackSites html(String url, String body, String... fields) {
    return answer(url, 200, body, with(fields, "Content-Type", "text/html; charset=utf-8"));
  }

  LoopbackSites text(String url, String body, String... fields) {
    return answer(url, 200, body, with(fields, "Content-Type", "text/plain"));
  }

  LoopbackSites redirect(String url, String target) {
    return answer(url, 301, "", "Location", target);
  }

  LoopbackSites answer(String url, int status, String body, String... fields) {
    return answer(url, status, body.getBytes(UTF_8), fields);
  }

  LoopbackSites answer(String url, int status, byte[] body, String... fields) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.computeIfAbsent(fields[i], unused -> new ArrayList<>()).add(fields[i + 1]);
    }
    answers.put(url, new Answer(status, map, body));
    return this;
  }

  /** Gives a URL's answer a tag. */
  LoopbackSites tag(String url, String tag) {
    answers.computeIfPresent(
        url,
        (known, answer) -> {
          Map<String, List<String>> fields = new LinkedHashMap<>(answer.fields);
          fields.put("ETag", List.of(tag));
          return new Answer(answer.status, fields, answer.body);
        });
    return this;
  }

  /** What fields a URL's answer 304 has; without it only the tag. */
  LoopbackSites unchanged(String url, String... fields) {
    Answer known = answers.get(url);
    answer(url, 304, "", fields);
    unchanged.put(url, answers.put(url, known));
    return this;
  }

  /** Makes a URL send its head and a byte now and then, but never end. */
  LoopbackSites stall(String url) {
    stalled.add(url);
    return this;
  }

  /** Makes a URL announce more than it sends. */
  LoopbackSites breakOff(String url) {
    broken.add(url);
    return this;
  }

  /** Requests in the order they came, as {@code http://host/path}. */
  List<String> requests() {
    return requests.stream().map(Request::url).toList();
  }

  /** A request and when it came, by a clock that only goes forward. */
  record Request(String url, long nanos, boolean conditional) {
    String host() {
      return url.substring(0, url.indexOf('/', "http://".length()));
    }
  }

  List<Request> timedRequests() {
    return List.copyOf(requests);
  }

  /** Does something when that many more requests have come, before the last one is answered. */
  void atRequest(int further, Runnable action) {
    actions.put(count.get() + further, action);
  }

  ConnectTo connectTo(String... hosts) {
    Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    for (String host : hosts) {
      addresses.put(host, server.getAddress());
    }
    return new ConnectTo(addresses);
  }

  private static String[] with(String[] fields, String name, String value) {
    List<String> all = new ArrayList<>(List.of(fields));
    if (!all.contains(name)) {
      all.add(name);
      all.add(value);
    }
    return all.toArray(String[]::new);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String url = "http://" + host + exchange.getRequestURI();
    String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
    String date = exchange.getRequestHeaders().getFirst("If-Modified-Since");
    requests.add(new Request(url, System.nanoTime(), tag != null || date != null));
    Runnable action = actions.remove(count.incrementAndGet());
    if (action != null) {
      action.run();
    }
    if (stalled.contains(url)) {
      trickle(exchange);
      return;
    }
    Answer answer =
        answers.getOrDefault(url, new Answer(404, Map.of(), "nothing here".getBytes(UTF_8)));
    if (isUnchanged(answer, tag, date)) {
      Answer told = unchanged.get(url);
      if (told != null) {
        exchange.getResponseHeaders().putAll(told.fields);
      }
      exchange.sendResponseHeaders(304, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().putAll(answer.fields);
    int more = broken.contains(url) ? 100 : 0;
    int length = answer.body.length + more;
    exchange.sendResponseHeaders(answer.status, length == 0 ? -1 : length);
    if (answer.body.length > 0) {
      exchange.getResponseBody().write(answer.body);
    }
    exchange.close();
  }

  /** A tag goes before a date (RFC 9110, section 13.2.2). */
  private static boolean isUnchanged(Answer answer, @Nullable String tag, @Nullable String date) {
    String known = tag != null ? tag : date;
    return answer.status == 200
        && known != null
        && List.of(known).equals(answer.fields.get(tag != null ? "ETag" : "Last-Modified"));
  }

  private static void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      while (true) {
        exchange.getResponseBody().write('#');
        exchange.getResponseBody().flush();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
