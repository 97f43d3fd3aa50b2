package org.estover.crawl.fetch.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.source.CrawlLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SitesTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(60_000, 1 << 20, 1 << 20, 200, 64, 1 << 16, 100);
  private static final String PAGE = "http://a.test/page";

  @TempDir Path folder;
  private final Hours clock = new Hours();
  private HttpServer server;
  private String robots = "";
  private int asked;

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
          asked++;
          byte[] body = robots.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
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
    void of(Sites sites) throws Exception;
  }

  private void process(Asking asking) throws Exception {
    Path warcs = Files.createDirectories(folder.resolve("warc"));
    CrawlFolder crawl = CrawlFolder.open(folder.resolve("state"), "plan", 1, 1);
    GroupFolder group = crawl.group(0);
    group.seeds(List.of(PAGE));
    ConnectTo ours = ConnectTo.parse(List.of("a.test=127.0.0.1:" + server.getAddress().getPort()));
    Politeness politeness = new Politeness(clock, 0, ours);
    Backoff backoff = new Backoff(clock, CrawlLimits.DEFAULT, politeness);
    try (HttpExchanges http =
            new HttpExchanges(
                new GuardedAddresses(ours), CrawlerIdentity.unsigned(""), LIMITS, 1, clock);
        CaptureArchive archive =
            new CaptureArchive(
                warcs, "crawl-", "test", clock, site -> 0, new Captures(EarlierCrawls.NONE));
        OpenLevel level = group.open(crawl.next(1, 0).orElseThrow(), archive::areWhole)) {
      archive.begin(level);
      asking.of(
          new Sites(
              "estover", http, LIMITS, politeness, backoff, archive, EarlierCrawls.NONE, clock));
    }
  }

  private static boolean allows(Sites sites) throws Exception {
    return sites.permission(PageUrl.parse(PAGE).orElseThrow()).allowed();
  }

  /** A day counts from the answer, and not from when a crawl that goes on has read it again. */
  @Test
  void aRobotsFileIsUsedForADayAlsoWhereTheCrawlWasKilled() throws Exception {
    robots = "User-agent: *\nDisallow: /\n";
    process(sites -> assertThat(allows(sites)).isFalse());
    assertThat(asked).isEqualTo(1);
    robots = "User-agent: *\nDisallow:\n";
    clock.pass(23);
    process(
        sites -> {
          assertThat(allows(sites)).isFalse();
          assertThat(asked).as("requests").isEqualTo(1);
          clock.pass(2);
          assertThat(allows(sites)).isTrue();
          assertThat(asked).as("requests").isEqualTo(2);
        });
  }
}
