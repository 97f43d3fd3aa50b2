package org.estover.jobs.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.estover.jobs.run.ArtifactTerms;

/**
 * The demo's web: javadoc jars served as sites of their own by one server on the loopback address.
 *
 * <p>Sites are told apart by the Host header; their names ({@code lang.test}) are fixed, the port
 * is not, so a crawler needs {@link #connectTo}. A site's pages stand below {@code
 * /<artifact>-<version>/}, its front page links to each jar's {@code index.html}, and {@link
 * SiteSignals} says what it declares about its rights.
 */
public final class DemoSites implements AutoCloseable {
  private static final int THREADS = 4;
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html",
          "css", "text/css",
          "js", "text/javascript",
          "json", "application/json",
          "xml", "application/rsl+xml",
          "txt", "text/plain; charset=utf-8",
          "png", "image/png",
          "svg", "image/svg+xml");

  private final SortedMap<String, SortedMap<String, ZipFile>> sites;
  private final HttpServer server;
  private final ExecutorService threads;

  private DemoSites(
      SortedMap<String, SortedMap<String, ZipFile>> sites,
      HttpServer server,
      ExecutorService threads) {
    this.sites = sites;
    this.server = server;
    this.threads = threads;
  }

  /** Serves the artifacts that a plan names for its sites. */
  public static DemoSites serve(List<ArtifactTerms> artifacts) throws IOException {
    SortedMap<String, SortedMap<String, ZipFile>> sites = new TreeMap<>();
    for (ArtifactTerms artifact : artifacts) {
      if (!artifact.artifact().host().isEmpty()) {
        sites
            .computeIfAbsent(artifact.artifact().host(), host -> new TreeMap<>())
            .put(folderOf(artifact.artifact().coordinate()), open(artifact.file()));
      }
    }
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(loopback, 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    DemoSites demo = new DemoSites(sites, server, threads);
    server.createContext("/", demo::answer);
    server.setExecutor(threads);
    server.start();
    return demo;
  }

  /** {@code name=127.0.0.1:port} for every site, as {@code --connect-to} takes it. */
  public List<String> connectTo() {
    String address = "127.0.0.1:" + server.getAddress().getPort();
    return sites.keySet().stream().map(host -> host + "=" + address).toList();
  }

  private static ZipFile open(Path jar) throws IOException {
    return new ZipFile(jar.toFile(), StandardCharsets.UTF_8);
  }

  /** {@code artifact-version} of {@code group:artifact:version:classifier}. */
  private static String folderOf(String coordinate) {
    String[] parts = coordinate.split(":", -1);
    return parts[1] + "-" + parts[2];
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = hostOf(exchange);
      SortedMap<String, ZipFile> jars = sites.get(host);
      String path = exchange.getRequestURI().getPath();
      if (jars == null) {
        send(exchange, 421, "text/plain", "no such site: " + host);
        return;
      }
      SiteSignals signals = SiteSignals.of(host);
      String file = signals.files().get(path);
      if (file != null) {
        send(exchange, 200, mediaType(path), file);
        return;
      }
      signals.headers().forEach(exchange.getResponseHeaders()::set);
      if (path.equals("/")) {
        send(exchange, 200, "text/html", frontPage(host, jars));
      } else {
        sendEntry(exchange, jars, path);
      }
    }
  }

  private static String hostOf(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null) {
      return "";
    }
    int colon = host.indexOf(':');
    return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  private static String frontPage(String host, SortedMap<String, ZipFile> jars) {
    List<String> links = new ArrayList<>();
    for (String folder : jars.keySet()) {
      links.add("<li><a href=\"/" + folder + "/index.html\">" + folder + "</a></li>\n");
      links.add("<li><a href=\"/" + folder + "/allclasses-index.html\">classes</a></li>\n");
    }
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>"
        + host
        + "</title></head>\n<body><ul>\n"
        + String.join("", links)
        + "</ul></body></html>\n";
  }

  private static void sendEntry(HttpExchange exchange, SortedMap<String, ZipFile> jars, String path)
      throws IOException {
    int slash = path.indexOf('/', 1);
    ZipFile jar = slash < 0 ? null : jars.get(path.substring(1, slash));
    ZipEntry entry = jar == null ? null : jar.getEntry(path.substring(slash + 1));
    if (jar == null || entry == null || entry.isDirectory()) {
      send(exchange, 404, "text/plain", "no such page: " + path);
      return;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      send(exchange, 200, mediaType(path), in.readAllBytes());
    }
  }

  private static String mediaType(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return MEDIA_TYPES.getOrDefault(extension, "application/octet-stream");
  }

  private static void send(HttpExchange exchange, int status, String mediaType, String text)
      throws IOException {
    send(exchange, status, mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String mediaType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops the server and closes the jars. */
  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    for (SortedMap<String, ZipFile> jars : sites.values()) {
      for (ZipFile jar : jars.values()) {
        jar.close();
      }
    }
  }
}
