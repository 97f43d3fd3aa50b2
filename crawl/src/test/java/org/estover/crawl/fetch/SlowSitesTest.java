package org.estover.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.source.CrawlLimits;
import org.estover.crawl.source.CrawlPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are to be asked seldom hold up who waits for them, and nobody else. */
final class SlowSitesTest {
  private static final int PAGES = 20;
  private static final int THREADS = 2;
  private static final String HOME = "http://honest.test/";
  private static final String FREE =
      "<rsl xmlns='https://rslstandard.org/rsl'><content url='/'><license>"
          + "<permits type='usage'>all</permits></license></content></rsl>";

  @TempDir Path folder;
  private LoopbackSites sites;

  @BeforeEach
  void start() throws IOException {
    sites = new LoopbackSites();
    for (int page = 0; page < PAGES; page++) {
      sites.html(HOME + page, "page " + page);
    }
  }

  /** The pages of the honest site, which are of the first level as all others are. */
  private static List<String> honest() {
    return IntStream.range(0, PAGES).mapToObj(page -> HOME + page).toList();
  }

  @AfterEach
  void stop() {
    sites.close();
  }

  private static CrawlPlan plan(long maxWaitMillis, int maxRetries, String... seeds) {
    CrawlLimits usual = CrawlLimits.DEFAULT;
    CrawlLimits limits =
        new CrawlLimits(
            usual.maxHostPages(),
            usual.maxWireBytes(),
            usual.maxRatio(),
            usual.minBytesPerSecond(),
            usual.maxHeaderBytes(),
            usual.maxHeaderFields(),
            usual.maxRedirects(),
            usual.maxPathSegments(),
            usual.maxSegmentRepeats(),
            usual.maxQueryVariants(),
            usual.yieldPages(),
            maxWaitMillis,
            maxRetries,
            usual.sitemaps());
    return new CrawlPlan(
        List.of(seeds), List.of(), List.of(), 1000, 5, 0, 5000, 100_000, 1, limits, "");
  }

  private CollectedItems crawl(CrawlPlan plan) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> CollectedItems.crawl(plan, sites.connectTo(hosts()), folder, THREADS));
  }

  private static String[] hosts() {
    List<String> hosts = new ArrayList<>(List.of("honest.test"));
    for (int i = 0; i < 4; i++) {
      hosts.add("page" + i + ".test");
      hosts.add("slow" + i + ".test");
    }
    return hosts.toArray(String[]::new);
  }

  /** The honest site, and pages that name a document on a slow host each. */
  private String[] seedsNamingSlowHosts(String robots) {
    List<String> seeds = new ArrayList<>(honest());
    for (int i = 0; i < 4; i++) {
      String slow = "http://slow" + i + ".test/";
      sites
          .text(slow + "robots.txt", robots)
          .text(slow + "l.xml", FREE)
          .html(
              "http://page" + i + ".test/",
              "<link rel=license type=application/rsl+xml href=" + slow + "l.xml>");
      seeds.add("http://page" + i + ".test/");
    }
    return seeds.toArray(String[]::new);
  }

  private static List<String> rsl(CollectedItems items, String page) {
    return items.get(page).signals().stream()
        .map(RightsSignal::canonical)
        .filter(line -> line.startsWith("rsl "))
        .toList();
  }

  private void assertThatTheHonestSiteWasCrawled(CollectedItems items) {
    assertThat(items.outcomes()).containsKeys(honest().toArray(String[]::new));
    assertThat(items.outcomes().values()).containsOnly("ok");
  }

  @Test
  void licensesOnHostsThatAreNotDueHoldNobodyUpAndAreUnknownInTheEnd() {
    CollectedItems items =
        crawl(plan(2000, 3, seedsNamingSlowHosts("User-agent: *\nCrawl-delay: 300\n")));
    assertThatTheHonestSiteWasCrawled(items);
    for (int i = 0; i < 4; i++) {
      String page = "http://page" + i + ".test/";
      assertThat(rsl(items, page)).singleElement().asString().contains("host-not-due");
      assertThat(items.verdict(page)).isEqualTo("denied");
      assertThat(sites.requests()).containsOnlyOnce(page);
      assertThat(sites.requests()).doesNotContain("http://slow" + i + ".test/l.xml");
    }
  }

  @Test
  void aLicenseThatWasWaitedForSpeaksAndThePageIsAskedForOnce() {
    String[] seeds = seedsNamingSlowHosts("User-agent: *\nCrawl-delay: 3\n");
    String moved = "http://page0.test/moved";
    sites
        .html("http://page0.test/", "<link rel=license type=application/rsl+xml href=/moved>")
        .redirect(moved, "http://slow0.test/l.xml");
    CollectedItems items = crawl(plan(60_000, 3, seeds));
    assertThatTheHonestSiteWasCrawled(items);
    assertThat(sites.requests()).containsOnlyOnce(moved);
    List<String> requests = sites.requests();
    for (int i = 0; i < 4; i++) {
      String page = "http://page" + i + ".test/";
      String document = "http://slow" + i + ".test/l.xml";
      assertThat(items.verdict(page)).isEqualTo("allowed");
      assertThat(requests).containsOnlyOnce(page, document);
      assertThat(requests.subList(requests.indexOf(document), requests.size()))
          .as("the others went on meanwhile")
          .noneMatch(url -> url.startsWith(HOME));
    }
  }

  @Test
  void aLicensesHostIsLeftAloneForAsLongAsItAsks() {
    String[] seeds = seedsNamingSlowHosts("User-agent: *\nAllow: /\n");
    for (int i = 0; i < 4; i++) {
      sites.answer("http://slow" + i + ".test/l.xml", 429, "later", "Retry-After", "2");
    }
    CollectedItems items = crawl(plan(60_000, 1, seeds));
    assertThatTheHonestSiteWasCrawled(items);
    for (int i = 0; i < 4; i++) {
      String page = "http://page" + i + ".test/";
      String document = "http://slow" + i + ".test/l.xml";
      List<Long> asked =
          sites.timedRequests().stream()
              .filter(request -> request.url().equals(document))
              .map(LoopbackSites.Request::nanos)
              .toList();
      assertThat(asked).as("as often as the plan lets it").hasSize(2);
      assertThat(asked.get(1) - asked.get(0)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1900));
      assertThat(sites.requests()).containsOnlyOnce(page);
      assertThat(rsl(items, page)).singleElement().asString().contains("http-429");
      assertThat(items.verdict(page)).isEqualTo("denied");
    }
  }

  @Test
  void sitemapsThatAreWaitedForAreReadToTheirEndEachOnce() {
    String page = "http://page0.test/";
    String slow = "http://slow0.test/";
    sites
        .text(
            page + "robots.txt",
            "Sitemap: " + slow + "1.txt\nSitemap: " + slow + "2.txt\nUser-agent: *\nAllow: /\n")
        .text(slow + "robots.txt", "User-agent: *\nCrawl-delay: 1.1\n")
        .text(slow + "1.txt", page + "1\n")
        .text(slow + "2.txt", page + "2\n")
        .html(page, "home")
        .html(page + "1", "one")
        .html(page + "2", "two");
    assertThat(crawl(planOfTwoHosts(page)).outcomes())
        .hasToString("{" + page + "=ok, " + page + "1=ok, " + page + "2=ok}");
    assertThat(sites.requests()).containsOnlyOnce(page, slow + "1.txt", slow + "2.txt");
  }

  private static CrawlPlan planOfTwoHosts(String seed) {
    return new CrawlPlan(
        List.of(seed),
        List.of("page0.test", "slow0.test"),
        List.of(),
        1000,
        5,
        0,
        5000,
        100_000,
        1);
  }

  @Test
  void aSitemapIsReadThoughTheRobotsTxtOfItsHostIsToBeAskedForLater() {
    String page = "http://page0.test/";
    String slow = "http://slow0.test/";
    sites
        .text(page + "robots.txt", "Sitemap: " + slow + "1.txt\nUser-agent: *\nAllow: /\n")
        .answer(slow + "robots.txt", 503, "later", "Retry-After", "2")
        .text(slow + "1.txt", page + "1\n")
        .html(page, "home")
        .html(page + "1", "one");
    // Behind three files about the site, the page, and the refusal.
    sites.atRequest(6, () -> sites.text(slow + "robots.txt", "User-agent: *\nAllow: /\n"));
    assertThat(crawl(planOfTwoHosts(page)).outcomes().keySet()).containsExactly(page, page + "1");
    assertThat(sites.requests()).containsOnlyOnce(page, slow + "1.txt");
  }

  /** Their site files alone would keep every thread for a quarter of an hour. */
  @Test
  void hostsThatAreSlowThemselvesHoldNobodyUp() throws Exception {
    List<String> seeds = new ArrayList<>(honest());
    for (int i = 0; i < 4; i++) {
      sites.text("http://slow" + i + ".test/robots.txt", "User-agent: *\nCrawl-delay: 300\n");
      seeds.add("http://slow" + i + ".test/");
    }
    CountDownLatch all = new CountDownLatch(1);
    sites.atRequest(4 + 3 + PAGES, all::countDown);
    CrawlPlan plan = plan(60_000, 3, seeds.toArray(String[]::new));
    Thread crawl =
        new Thread(
            () -> {
              try {
                CollectedItems.crawl(plan, sites.connectTo(hosts()), folder, THREADS);
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    crawl.start();
    try {
      assertThat(all.await(60, TimeUnit.SECONDS)).as("the others were crawled").isTrue();
      assertThat(sites.requests()).containsAll(honest());
    } finally {
      crawl.interrupt();
      crawl.join();
    }
  }
}
