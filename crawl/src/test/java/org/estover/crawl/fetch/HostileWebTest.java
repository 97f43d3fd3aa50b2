package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.estover.crawl.source.CrawlLimits;
import org.estover.crawl.source.CrawlPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sites do to crawlers that follow everything and believe everything; one test a kind. */
final class HostileWebTest {
  private static final String SEED = HostileSite.URL + "/";
  private static final int MOST_REQUESTS = 50;
  private static final int MAX_PAGE = 100_000;

  @TempDir Path folder;
  private HostileSite site;

  @BeforeEach
  void start() throws IOException {
    site = new HostileSite();
  }

  @AfterEach
  void stop() throws IOException {
    site.close();
  }

  private Map<String, String> crawl() throws Exception {
    return crawl(plan(CrawlLimits.DEFAULT, 5000));
  }

  private Map<String, String> crawl(CrawlPlan plan) throws Exception {
    return CollectedItems.crawl(plan, site.connectTo(), folder, 2).outcomes();
  }

  private static CrawlPlan plan(CrawlLimits limits, long timeoutMillis) {
    return plan(limits, timeoutMillis, MAX_PAGE);
  }

  private static CrawlPlan plan(CrawlLimits limits, long timeoutMillis, int maxPage) {
    return new CrawlPlan(
        List.of(SEED), List.of(), List.of(), 10_000, 20, 0, timeoutMillis, maxPage, 1, limits, "");
  }

  private static String link(String target) {
    return "<a href=\"" + target + "\">next</a>";
  }

  @Test
  void calendarWithoutEndIsLeft() throws Exception {
    site.on(
        "/",
        (path, socket, out) -> {
          int month = path.equals("/") ? 0 : Integer.parseInt(path.split("[/?]", -1)[1]);
          String next = "/" + (month + 1);
          out.write(HostileSite.page(200, link(next) + link(next + "?s=" + System.nanoTime())));
        });
    assertThat(crawl()).hasSizeBetween(21, MOST_REQUESTS).containsValue("ok");
    assertThat(site.requestCount()).isLessThanOrEqualTo(MOST_REQUESTS);
  }

  @Test
  void sessionIdsDoNotMultiplyAPage() throws Exception {
    site.on(
        "/",
        (path, socket, out) ->
            out.write(
                HostileSite.page(
                    200, link("/?sid=" + System.nanoTime()) + link("/?s=" + System.nanoTime()))));
    assertThat(crawl()).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
  }

  @Test
  void pathsThatRepeatThemselvesAreOutOfScope() throws Exception {
    site.on(
        "/",
        (path, socket, out) ->
            out.write(HostileSite.page(200, link(path.replaceAll("/$", "") + "/deep/"))));
    assertThat(crawl())
        .containsOnlyKeys(SEED, SEED + "deep/", SEED + "deep/deep/", SEED + "deep/deep/deep/");
  }

  @Test
  void pathsOfTooManySegmentsAreOutOfScope() throws Exception {
    site.html("/", link("/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z") + link("/a/b"));
    assertThat(crawl()).containsOnlyKeys(SEED, SEED + "a/b");
  }

  @Test
  void queriesOfOnePathAreCounted() throws Exception {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < 1200; i++) {
      page.append(link("/list?page=" + i));
    }
    site.html("/", page.toString())
        .on("/list", (path, socket, out) -> out.write(HostileSite.page(200, path)));
    CollectedItems items =
        CollectedItems.crawl(plan(CrawlLimits.DEFAULT, 5000), site.connectTo(), folder, 2);
    assertThat(items.outcomes()).hasSize(1 + 1000);
    assertThat(items.leftOut()).hasSize(200);
    assertThat(items.leftOut().values()).containsOnly("query-variants");
  }

  @Test
  void pagesOfOneHostAreCounted() throws Exception {
    site.html("/", link("/1") + link("/2") + link("/3"));
    CrawlLimits two =
        new CrawlLimits(2, 1 << 20, 200, 64, 1 << 16, 500, 10, 25, 3, 1000, 32, 0, 0, true);
    CollectedItems items = CollectedItems.crawl(plan(two, 5000), site.connectTo(), folder, 2);
    assertThat(items.outcomes()).hasSize(2);
    assertThat(items.leftOut()).hasSize(2);
    assertThat(items.leftOut().values()).containsOnly("host-budget");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/pong"})
  void redirectsInACircleEnd(String target) throws Exception {
    site.on("/", (path, socket, out) -> out.write(HostileSite.page(302, "", "Location: " + target)))
        .on("/pong", (path, socket, out) -> out.write(HostileSite.page(302, "", "Location: /")));
    assertThat(crawl().values()).containsOnly("http-302");
    assertThat(site.requestCount()).isLessThanOrEqualTo(2);
  }

  @Test
  void chainOfRedirectsEndsAtTheLimit() throws Exception {
    site.on(
        "/",
        (path, socket, out) -> out.write(HostileSite.page(302, "", "Location: " + path + "r")));
    Map<String, String> outcomes = crawl();
    assertThat(outcomes)
        .hasSize(11)
        .containsEntry(SEED, "http-302")
        .containsEntry(SEED + "r".repeat(10), "too-many-redirects");
  }

  @Test
  void refreshIsALinkAndItsLoopEnds() throws Exception {
    site.html("/", "<meta http-equiv=Refresh content=\"0; URL='/a'\">")
        .html("/a", "<meta http-equiv=refresh content=\"0;url=/\">x");
    assertThat(crawl()).containsOnlyKeys(SEED, SEED + "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://2130706433/",
        "http://localhost/"
      })
  void redirectToTheInsideIsNotAsked(String target) throws Exception {
    site.on(
        "/", (path, socket, out) -> out.write(HostileSite.page(302, "", "Location: " + target)));
    CrawlPlan all =
        new CrawlPlan(
            List.of(SEED, "http://localhost:1/"),
            List.of(
                "trap.test", "169.254.169.254", "[::ffff:127.0.0.1]", "2130706433", "localhost"),
            List.of(),
            100,
            5,
            0,
            5000,
            9999,
            1);
    assertThat(crawl(all))
        .containsEntry(SEED, "http-302")
        .hasSize(3)
        .containsEntry("http://localhost:1/", "robots-unreachable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0x7F.0.0.0x1",
        "0177.0.0.1",
        "2130706433",
        "127.0.0.1.",
        "[::1]",
        "[::ffff:7f00:1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "localhost",
        "x.localhost"
      })
  void noWayToWriteLoopbackIsConnectedTo(String host) throws Exception {
    try (ServerSocket inside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String target = "http://" + host + ":" + inside.getLocalPort() + "/";
      site.html("/", link(target))
          .on(
              "/moved",
              (path, socket, out) ->
                  out.write(HostileSite.page(302, "", "Location: " + target + "moved")));
      List<String> hosts = List.of("trap.test", host.toLowerCase(Locale.ROOT));
      // The third is not asked for, and makes the port one of the plan.
      String port = "http://" + host + ":" + inside.getLocalPort() + "/seed";
      List<String> seeds = List.of(SEED, SEED + "moved", port);
      CrawlPlan all = new CrawlPlan(seeds, hosts, List.of(), 100, 5, 0, 5000, 9999, 1);
      assertThat(crawl(all).entrySet().stream().filter(row -> !row.getKey().startsWith(SEED)))
          .as("rows of " + target)
          .hasSize(3)
          .allMatch(row -> row.getValue().equals("robots-unreachable"));
      // A connection that was made, even if it was closed at once, would be waiting here.
      inside.setSoTimeout(20);
      assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "javascript:alert(1)", "http://[bad", "ftp://a.test/"})
  void redirectToWhatIsNoPageIsNotFollowed(String target) throws Exception {
    site.on(
        "/", (path, socket, out) -> out.write(HostileSite.page(302, "", "Location: " + target)));
    assertThat(crawl()).containsOnly(Map.entry(SEED, "http-302"));
  }

  @Test
  void dripOfHeaderFieldsEndsAtTheDeadline() throws Exception {
    site.on(
        "/",
        (path, socket, out) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
          drip(out, "X: y\r\n");
        });
    assertThat(crawl(plan(CrawlLimits.DEFAULT, 400))).containsOnly(Map.entry(SEED, "timeout"));
  }

  @Test
  void dripOfABodyEndsAtTheDeadline() throws Exception {
    site.on(
        "/",
        (path, socket, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
          drip(out, "x");
        });
    assertThat(crawl(plan(CrawlLimits.DEFAULT, 400))).containsOnly(Map.entry(SEED, "timeout"));
  }

  private static void drip(OutputStream out, String drop) throws IOException {
    try {
      while (true) {
        out.write(drop.getBytes(ISO_8859_1));
        out.flush();
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void bodyWithoutEndIsCutAndNotReadOn() throws Exception {
    byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(ISO_8859_1);
    long[] sent = new long[1];
    site.on(
        "/",
        (path, socket, out) -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write(chunk);
            sent[0] += chunk.length;
          }
        });
    assertThat(crawl()).containsOnly(Map.entry(SEED, "truncated"));
    assertThat(sent[0]).isLessThan(50L << 20);
  }

  @Test
  void compressionBombIsNotUnpacked() throws Exception {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(new byte[1 << 20]);
    }
    site.on(
        "/",
        (path, socket, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".getBytes(ISO_8859_1));
          for (int i = 0; i < 10_240; i++) {
            out.write(member.toByteArray());
          }
        });
    assertThat(crawl(plan(CrawlLimits.DEFAULT, 5000, 64 << 20)))
        .containsOnly(Map.entry(SEED, "compression-bomb"));
  }

  @Test
  void deepNestingIsReadWithoutRecursion() throws Exception {
    site.html("/", "<div>".repeat(100_000) + link("/a")).html("/a", "x");
    assertThat(crawl(plan(CrawlLimits.DEFAULT, 20_000, 10 << 20))).containsEntry(SEED, "ok");
  }

  @Test
  void thousandsOfAttributesAreRead() throws Exception {
    StringBuilder page = new StringBuilder("<p");
    for (int i = 0; i < 20_000; i++) {
      page.append(" a").append(i).append("=1");
    }
    site.html("/", page.append('>').append(link("/a")).toString());
    assertThat(crawl(plan(CrawlLimits.DEFAULT, 20_000, 10 << 20))).containsEntry(SEED, "ok");
  }

  @Test
  void linksThatLeadNowhereAreLeftAfterAWave() throws Exception {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      page.append(link("/x" + i));
    }
    site.html("/", page.toString())
        .on("/x", (path, socket, out) -> out.write(HostileSite.page(404, "")));
    CollectedItems items =
        CollectedItems.crawl(
            plan(CrawlLimits.DEFAULT, 20_000, 10 << 20), site.connectTo(), folder, 2);
    assertThat(items.outcomes()).hasSize(1 + 32);
    assertThat(items.leftOut()).hasSize(10_000 - 32);
    assertThat(items.leftOut().values()).containsOnly("low-yield");
    assertThat(site.requestCount()).isEqualTo(1 + 32);
  }

  @Test
  void entitiesOfXmlAreNotExpanded() throws Exception {
    StringBuilder entities = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      String value = i == 0 ? "lol" : ("&l" + (i - 1) + ";").repeat(10);
      entities.append("<!ENTITY l").append(i).append(" \"").append(value).append("\">");
    }
    site.html("/", "<?xml version='1.0'?><!DOCTYPE l [" + entities + "]><rss>&l9;</rss>");
    assertThat(crawl()).containsEntry(SEED, "ok");
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Length: 1000000', truncated",
    "'Content-Length: -1', bad-response",
    "'Content-Length: 3\r\nContent-Length: 30', bad-response",
    "'Transfer-Encoding: chunked\r\nX: y', bad-response"
  })
  void lengthsThatLieAreNoCatastrophe(String field, String outcome) throws Exception {
    site.on(
        "/",
        (path, socket, out) ->
            out.write(
                ("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc")
                    .getBytes(ISO_8859_1)));
    assertThat(crawl().get(SEED)).isIn(outcome, "truncated");
  }

  @Test
  void headerOfMegabytesIsNotReadToItsEnd() throws Exception {
    site.on(
        "/",
        (path, socket, out) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
          for (int i = 0; i < 20_000; i++) {
            out.write(("X-" + i + ": " + "y".repeat(1000) + "\r\n").getBytes(ISO_8859_1));
          }
        });
    assertThat(crawl()).containsOnly(Map.entry(SEED, "header-limit"));
  }

  @Test
  void thousandsOfHeaderFieldsAreRefused() throws Exception {
    site.html("/", "x", "X: y\r\n".repeat(600).strip());
    assertThat(crawl()).containsOnly(Map.entry(SEED, "header-limit"));
  }

  @Test
  void plainBytesThatCallThemselvesGzipAreABadEncoding() throws Exception {
    site.html("/", "plain", "Content-Encoding: gzip");
    assertThat(crawl()).containsOnly(Map.entry(SEED, "bad-encoding"));
  }

  @Test
  void anyBytesAreAPage() throws Exception {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < 2560; i++) {
      bytes.append((char) (i & 0xff));
    }
    site.html("/", bytes + "<a href='/n\0ul'>x</a>\u00ff\u00fe");
    assertThat(crawl()).containsEntry(SEED, "ok");
  }

  @Test
  void linksCannotWriteIntoTheArchive() throws Exception {
    site.html("/", "<a href='/x%0d%0aWARC-Type: response'>x</a><a href='/y\r\nWARC-Type: z'>y</a>");
    assertThat(crawl().keySet())
        .contains(SEED + "x%0D%0AWARC-Type:%20response")
        .allMatch(url -> !url.contains("\n") && !url.contains("\r"));
  }

  @Test
  void busyHostIsAskedAgainAsOftenAsThePlanAllows() throws Exception {
    site.on("/", (path, socket, out) -> out.write(HostileSite.page(429, "", "Retry-After: 0")));
    assertThat(crawl()).containsOnly(Map.entry(SEED, "http-429"));
    assertThat(site.requests()).containsEntry("/", 4);
  }

  @Test
  void pageThatWasBusyIsFetchedInTheEnd() throws Exception {
    int[] asked = new int[1];
    site.on(
        "/",
        (path, socket, out) ->
            out.write(
                asked[0]++ == 0
                    ? HostileSite.page(503, "", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT")
                    : HostileSite.page(200, "x")));
    assertThat(crawl()).containsOnly(Map.entry(SEED, "ok"));
  }

  @Test
  void robotsTxtThatWasBusyIsAskedForAgain() throws Exception {
    int[] asked = new int[1];
    site.html("/", "x")
        .on(
            "/robots.txt",
            (path, socket, out) ->
                out.write(
                    asked[0]++ == 0
                        ? HostileSite.page(429, "", "Retry-After: 0")
                        : HostileSite.page(404, "")));
    assertThat(crawl()).containsOnly(Map.entry(SEED, "ok"));
    assertThat(asked[0]).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"503, 999999999999999999999", "503, 86401", "429, 'Fri, 31 Dec 2100 23:59:59 GMT'"})
  void hostThatWantsToBeLeftAloneForLongIs(int status, String retryAfter) throws Exception {
    site.html("/", link("/1") + link("/2") + link("/3"))
        .on(
            "/1",
            (path, socket, out) ->
                out.write(HostileSite.page(status, "", "Retry-After: " + retryAfter)))
        .on(
            "/2",
            (path, socket, out) ->
                out.write(HostileSite.page(status, "", "Retry-After: " + retryAfter)))
        .on(
            "/3",
            (path, socket, out) ->
                out.write(HostileSite.page(status, "", "Retry-After: " + retryAfter)));
    Map<String, String> outcomes = crawl();
    assertThat(outcomes.values())
        .containsExactlyInAnyOrder("ok", "abandoned-" + status, "host-abandoned", "host-abandoned");
    assertThat(site.requestCount()).isEqualTo(2);
  }

  @Test
  void connectionThatIsResetIsABadResponse() throws Exception {
    site.on(
        "/",
        (path, socket, out) -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });
    assertThat(crawl()).containsOnly(Map.entry(SEED, "bad-response"));
  }

  @Test
  void pageThatForbidsItsTextIsKeptWithoutIt() throws Exception {
    site.html("/", "<meta name=robots content='noindex'>" + link("/h") + link("/o"))
        .html("/h", "x" + link("/c"), "X-Robots-Tag: noarchive, estover: noindex")
        .html("/o", "x", "X-Robots-Tag: otherbot: noindex, nofollow")
        .html("/c", "y");
    CollectedItems items =
        CollectedItems.crawl(plan(CrawlLimits.DEFAULT, 5000), site.connectTo(), folder, 2);
    assertThat(items.outcomes())
        .containsOnly(
            Map.entry(SEED, "noindex"),
            Map.entry(SEED + "h", "noindex"),
            Map.entry(SEED + "o", "ok"),
            Map.entry(SEED + "c", "ok"));
    assertThat(items.get(SEED).payload()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html; charset=?[2J",
        "text/html\u001b[31m; charset=\u0007",
        "text/html; charset=\"",
        "text/html; charset=utf-99",
        ";;charset",
        "\u00ff"
      })
  void contentTypesThatNoLibraryReadsEndNoCrawl(String type) throws Exception {
    site.on(
        "/",
        (path, socket, out) ->
            out.write(
                ("HTTP/1.1 200 x\r\nConnection: close\r\nContent-Type: " + type + "\r\n\r\nx")
                    .getBytes(ISO_8859_1)));
    assertThat(crawl()).containsOnly(Map.entry(SEED, "ok"));
  }
}
