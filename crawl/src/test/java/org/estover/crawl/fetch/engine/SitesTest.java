package org.estover.crawl.fetch.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.rights.ParsedFiles;
import org.estover.crawl.rights.TdmRepFile;
import org.estover.crawl.rights.Use;
import org.estover.crawl.source.CrawlLimits;
import org.estover.crawl.source.CrawlPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SitesTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(60_000, 1 << 20, 1 << 20, 200, 64, 1 << 16, 100);
  private static final String PAGE = "http://a.test/page";
  private static final String ROBOTS = "/robots.txt";

  /** In place of a file: the server wants to be asked later. */
  private static final String LATER = "later";

  @TempDir Path folder;
  private final Hours clock = new Hours();
  private HttpServer server;
  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  /** A clock that is put forward by hand. */
  private static final class Hours extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(long hours) {
      now = now.plus(Duration.ofHours(hours));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          String file = files.get(path);
          if (LATER.equals(file)) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
          }
          byte[] body = (file == null ? "none" : file).getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(file == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** What is asked of a site in one process of a crawl. */
  private interface Asking {
    void of(Sites sites, LicenseDocuments licenses) throws Exception;
  }

  private void process(Asking asking) throws Exception {
    Path warcs = Files.createDirectories(folder.resolve("warc"));
    CrawlFolder crawl = CrawlFolder.open(folder.resolve("state"), "plan", 1, 1);
    GroupFolder group = crawl.group(0);
    group.seeds(List.of(PAGE));
    String at = "=127.0.0.1:" + server.getAddress().getPort();
    ConnectTo ours = ConnectTo.parse(List.of("a.test" + at, "b.test" + at));
    Politeness politeness = new Politeness(clock, 0, ours);
    try (HttpExchanges http =
            new HttpExchanges(
                new GuardedAddresses(ours), CrawlerIdentity.unsigned(""), LIMITS, 1, clock);
        CaptureArchive archive =
            new CaptureArchive(
                new WarcFiles(warcs, "crawl-"),
                "test",
                clock,
                site -> 0,
                new Captures(EarlierCrawls.NONE));
        OpenLevel level = group.open(crawl.next(1, 0).orElseThrow(), archive::areWhole)) {
      archive.begin(level);
      Backoff backoff = new Backoff(clock, CrawlLimits.DEFAULT, politeness, archive::waits);
      SiteRequests requests =
          new SiteRequests(http, EarlierCrawls.NONE, LIMITS, politeness, archive);
      CrawlPlan plan = new CrawlPlan(List.of(PAGE), List.of(), List.of(), 9, 9, 0, 9, 9, 1);
      Scope scope = new Scope(plan, List.of(page(PAGE)));
      LicenseBudget budget = new LicenseBudget(plan, scope);
      ParsedFiles parsed = new ParsedFiles("estover", 1 << 20);
      Sites sites = new Sites(requests, parsed, politeness, backoff, scope, clock);
      asking.of(sites, new LicenseDocuments(sites, requests, parsed, backoff, budget, clock));
    }
  }

  private static PageUrl page(String url) {
    return PageUrl.parse(url).orElseThrow();
  }

  /** Of a page that was just handed out. */
  private Patience patience() {
    Patience patience = new Patience("a.test", 0);
    patience.begin(clock.millis());
    return patience;
  }

  private boolean allows(Sites sites) throws Exception {
    return sites.permission(page(PAGE), patience()).allowed();
  }

  /** How often a file was asked for. */
  private long asked(String path) {
    return asked.stream().filter(path::equals).count();
  }

  /** A day counts from the answer, and not from when a crawl that goes on has read it again. */
  @Test
  void aRobotsFileIsUsedForADayAlsoWhereTheCrawlWasKilled() throws Exception {
    files.put(ROBOTS, "User-agent: *\nDisallow: /\n");
    process((sites, licenses) -> assertThat(allows(sites)).isFalse());
    assertThat(asked(ROBOTS)).isEqualTo(1);
    files.put(ROBOTS, "User-agent: *\nDisallow:\n");
    clock.pass(23);
    process(
        (sites, licenses) -> {
          assertThat(allows(sites)).isFalse();
          assertThat(asked(ROBOTS)).as("requests").isEqualTo(1);
          clock.pass(2);
          assertThat(allows(sites)).isTrue();
          assertThat(asked(ROBOTS)).as("requests").isEqualTo(2);
        });
  }

  @Test
  void reservationsOfASiteAreAskedForOnceADay() throws Exception {
    files.put("/ai.txt", "User-Agent: *\nDisallow: /\n");
    process(
        (sites, licenses) -> {
          assertThat(sites.reservations(page(PAGE), patience())).hasSize(1);
          clock.pass(24);
          assertThat(sites.reservations(page("http://a.test/other"), patience())).hasSize(1);
          assertThat(asked).containsExactly(ROBOTS, TdmRepFile.PATH, "/ai.txt");
          files.remove("/ai.txt");
          clock.pass(1);
          assertThat(sites.reservations(page(PAGE), patience())).isEmpty();
          assertThat(asked).hasSize(6);
          assertThat(sites.reservations(page("http://b.test/"), patience())).isEmpty();
          assertThat(asked).hasSize(9);
        });
  }

  /** Who wants to be asked later has said nothing, neither that all is as before. */
  @Test
  void aSiteThatWantsToBeAskedLaterAfterADayIsAskedThen() throws Exception {
    files.put("/ai.txt", "User-Agent: *\nDisallow: /\n");
    process(
        (sites, licenses) -> {
          assertThat(sites.reservations(page(PAGE), patience())).hasSize(1);
          clock.pass(25);
          files.put(ROBOTS, LATER);
          assertThatThrownBy(() -> sites.reservations(page(PAGE), patience()))
              .isInstanceOf(NotDue.class);
          clock.pass(1);
          files.put(ROBOTS, "User-agent: *\nDisallow: /page\n");
          assertThat(allows(sites)).isFalse();
          assertThat(sites.reservations(page(PAGE), patience())).hasSize(1);
        });
  }

  private List<String> terms(Sites sites, LicenseDocuments licenses) throws Exception {
    return licenses
        .of(
            page(PAGE),
            sites.permission(page(PAGE), patience()).declarations().documents(),
            patience())
        .stream()
        .map(license -> license.terms(Use.AI_TRAIN))
        .toList();
  }

  private static String rsl(String maxAge, String price) {
    return "<rsl xmlns='https://rslstandard.org/rsl'"
        + maxAge
        + "><content url='/'><license><permits type='usage'>all</permits><payment type='training'>"
        + "<amount currency='EUR'>"
        + price
        + "</amount></payment></license></content></rsl>";
  }

  /** RSL's max-age is in days, and the pointers in robots.txt are asked for again every day. */
  @ParameterizedTest
  @CsvSource({"3, 3", "0, 1", "400, 400", ", 30"})
  void aLicenseIsAskedForAgainWhenItIsOlderThanItSays(@Nullable String maxAge, int days)
      throws Exception {
    String attribute = maxAge == null ? "" : " max-age='" + maxAge + "'";
    files.put(ROBOTS, "License: http://a.test/l.xml\nUser-agent: *\nAllow: /\n");
    files.put("/l.xml", rsl(attribute, "1"));
    process(
        (sites, licenses) -> {
          assertThat(terms(sites, licenses)).containsExactly("training EUR 1");
          files.put("/l.xml", rsl(attribute, "2"));
          clock.pass(24L * days);
          assertThat(terms(sites, licenses)).containsExactly("training EUR 1");
          assertThat(asked("/l.xml")).isEqualTo(1);
          clock.pass(1);
          assertThat(terms(sites, licenses)).containsExactly("training EUR 2");
          assertThat(asked("/l.xml")).isEqualTo(2);
          assertThat(asked(ROBOTS)).as("the pointers").isEqualTo(2);
        });
  }

  @Test
  void aLicenseThatCannotBeReadIsAskedForAgainAfterADay() throws Exception {
    files.put(ROBOTS, "License: http://a.test/l.xml\nUser-agent: *\nAllow: /\n");
    process(
        (sites, licenses) -> {
          assertThat(terms(sites, licenses))
              .containsExactly("not licensed: it cannot be fetched: http-404");
          files.put("/l.xml", "<rsl");
          clock.pass(25);
          assertThat(terms(sites, licenses)).containsExactly("not licensed: not well-formed XML");
          files.put("/l.xml", rsl("", "1"));
          clock.pass(25);
          assertThat(terms(sites, licenses)).containsExactly("training EUR 1");
          assertThat(asked("/l.xml")).isEqualTo(3);
        });
  }

  @Test
  void filesOfEqualContentAreParsedOnce() throws Exception {
    files.put(ROBOTS, "User-agent: *\nContent-Usage: train-ai=n\n");
    process(
        (sites, licenses) ->
            assertThat(sites.permission(page(PAGE), patience()).declarations())
                .as("what one parsed file says of all pages of both sites")
                .isSameAs(sites.permission(page("http://b.test/1"), patience()).declarations()));
    assertThat(asked(ROBOTS)).isEqualTo(2);
  }
}
