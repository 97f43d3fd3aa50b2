package org.estover.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Four small sites on loopback that are hard to crawl the same way twice: no two crawls see the
 * same delays, pages come in several charsets, and markup, links and directives are written so that
 * a careless change of case under a Turkish locale would lose them.
 *
 * <p>{@code iris.test} is open, {@code mirror.test} repeats it, {@code closed.test} reserves
 * training, {@code paid.test} sells it.
 */
final class LoopbackWeb implements AutoCloseable {
  private static final int OPEN = 30;
  private static final int REPEATED = 8;
  private static final int RESERVED = 8;
  private static final int SOLD = 5;
  private static final int LINKS = 4;
  private static final int LONGEST_DELAY_NANOS = 3_000_000;
  private static final List<String> HOSTS =
      List.of("iris.test", "mirror.test", "closed.test", "paid.test");

  /** Some of these letters were assigned or given other cases after Java 17's Unicode 13. */
  private static final String[] WORDS =
      ("the of and to in that it was with as for be have which is on by this from at"
              + " GIRIŞ ısınma İstanbul ışık straße Größe ΌΔΟΣ λόγος déjà naïve cafe\u0301 ﬁnal"
              + " Ꟑꟑ 𞤀𞤢 漢字 かな 한국어 ١٢٣ १२३ 🫠 🪿 Ꟛꟛ \u1c89\u1c8a ꟍ ʼn ǆ ΐ garden stone paper"
              + " spring window answer measure orchard whisper journey needle village")
          .split(" ");

  private final Map<String, Page> pages = new TreeMap<>();
  private final SplittableRandom words;
  private final SplittableRandom delays;
  private final ExecutorService threads = Executors.newFixedThreadPool(6);
  private final HttpServer server;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Page(int status, Map<String, String> headers, byte[] body) {}

  LoopbackWeb(long seed) throws IOException {
    words = new SplittableRandom(seed);
    delays = new SplittableRandom(seed + 1);
    build();
    // Head and body are two packets; without this the second waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** The source of a plan that crawls these sites, as YAML to stand under {@code sources:}. */
  static String source() {
    return """
          sites:
            type: web
            filter: gopher-quality
            weight: 1.5
            priority: 90
            delay: 0ms
            seeds: [%s]
            sites:
              iris.test: {license: CC-BY-4.0, holder: Iris Growers}
              mirror.test: {license: CC-BY-4.0, holder: Mirror Press}
        """
        .formatted(
            String.join(", ", HOSTS.stream().map(host -> "\"http://" + host + "/\"").toList()));
  }

  /** {@code name=127.0.0.1:port} for every site, as {@code --connect-to} takes it. */
  List<String> connectTo() {
    String address = "127.0.0.1:" + server.getAddress().getPort();
    return HOSTS.stream().map(host -> host + "=" + address).toList();
  }

  private void build() {
    text("iris.test/robots.txt", "User-Agent: *\nDISALLOW: /private/\n");
    text("closed.test/robots.txt", "User-agent: *\nAllow: /\n");
    text("mirror.test/robots.txt", "User-agent: *\nAllow: /\n");
    text(
        "paid.test/robots.txt", "User-agent: *\nAllow: /\nLicense: http://paid.test/license.xml\n");
    page(
        "paid.test/license.xml",
        Map.of("Content-Type", "application/rsl+xml"),
        """
        <rsl xmlns="https://rslstandard.org/rsl">
          <content url="/"><license><permits type="usage">ai-train</permits>
            <payment type="training"><amount currency="EUR">0.01</amount></payment>
          </license></content>
        </rsl>
        """
            .getBytes(StandardCharsets.UTF_8));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < OPEN; i++) {
      texts.add(words(i % 9 == 8 ? 12 : 90 + words.nextInt(120)));
    }
    site("iris.test", texts, "");
    List<String> repeated = new ArrayList<>();
    for (int i = 0; i < REPEATED; i++) {
      repeated.add(i % 2 == 0 ? texts.get(i) : texts.get(i) + " lastly");
    }
    site("mirror.test", repeated, "");
    List<String> reserved = new ArrayList<>();
    List<String> sold = new ArrayList<>();
    for (int i = 0; i < RESERVED; i++) {
      reserved.add(i < 3 ? texts.get(10 + i) : words(100));
    }
    for (int i = 0; i < SOLD; i++) {
      sold.add(words(100));
    }
    site("closed.test", reserved, "train-ai=n");
    site("paid.test", sold, "");
  }

  /** A tree of pages, with links to what is forbidden, moved, absent and on another site. */
  private void site(String host, List<String> texts, String usage) {
    for (int i = 0; i < texts.size(); i++) {
      StringBuilder links = new StringBuilder();
      for (int child = LINKS * i + 1; child <= LINKS * i + LINKS; child++) {
        if (child < texts.size()) {
          links.append("<A HREF=\"").append(path(child)).append("\">").append(child).append("</A>");
        }
      }
      if (i == 0) {
        links.append("<a href='/private/diary'>d</a><a href='/gone'>g</a><a href='/moved'>m</a>");
        links.append("<a href='HTTP://IRIS.TEST/PLAIN.TXT'>plain</a>");
      }
      String directive = i % 10 == 7 ? "<META NAME=\"ROBOTS\" CONTENT=\"NOAI\">" : "";
      html(host + path(i), charset(i), directive, texts.get(i), links.toString(), usage);
    }
    pages.put(host + "/moved", new Page(301, Map.of("Location", path(1)), new byte[0]));
    text("iris.test/PLAIN.TXT", words(120));
  }

  private static String path(int page) {
    return page == 0 ? "/" : "/INDIGO/" + page + ".HTML";
  }

  private static Charset charset(int page) {
    return switch (page % 5) {
      case 3 -> Charset.forName("windows-1254");
      case 4 -> StandardCharsets.ISO_8859_1;
      default -> StandardCharsets.UTF_8;
    };
  }

  /** A page whose charset stands in its head, or in a meta element for every other one. */
  private void html(
      String url, Charset charset, String directive, String text, String links, String usage) {
    boolean inHead = !charset.equals(StandardCharsets.ISO_8859_1);
    String html =
        "<!DOCTYPE HTML><HTML><HEAD><TITLE>"
            + url
            + "</TITLE>"
            + (inHead ? "" : "<META CHARSET=\"ISO-8859-1\">")
            + directive
            + "</HEAD><BODY><MAIN><P>"
            + text.replace(". ", ".</P>\n<P>")
            + "</P></MAIN><NAV>"
            + links
            + "</NAV></BODY></HTML>\n";
    Map<String, String> headers = new TreeMap<>();
    headers.put(
        "Content-Type",
        inHead ? "TEXT/HTML; CHARSET=" + charset.name().toUpperCase(Locale.ROOT) : "text/html");
    if (!usage.isEmpty()) {
      headers.put("CONTENT-USAGE", usage);
    }
    page(url, headers, html.getBytes(charset));
  }

  private void text(String url, String text) {
    page(
        url,
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private void page(String url, Map<String, String> headers, byte[] body) {
    pages.put(url, new Page(200, headers, body));
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(WORDS[words.nextInt(WORDS.length)]).append(i % 12 == 11 ? ". " : " ");
    }
    return text.append("the end of it.").toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    synchronized (delays) {
      LockSupport.parkNanos(delays.nextInt(LONGEST_DELAY_NANOS));
    }
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host").toLowerCase(Locale.ROOT);
      Page page = pages.get(host + exchange.getRequestURI().getPath());
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      page.headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(page.status, page.body.length == 0 ? -1 : page.body.length);
      if (page.body.length > 0) {
        exchange.getResponseBody().write(page.body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
