package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SiteTerms;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WebSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTargetRecord;

final class WebCrawlerTest {
  @TempDir Path folder;
  private LoopbackSites sites;

  @BeforeEach
  void start() throws IOException {
    sites = new LoopbackSites();
  }

  @AfterEach
  void stop() {
    sites.close();
  }

  private CollectedItems crawl(String... seeds) throws Exception {
    return crawl(CollectedItems.plan(List.of(seeds), 1000, 10));
  }

  private CollectedItems crawl(CrawlPlan plan) throws Exception {
    return CollectedItems.crawl(plan, sites.connectTo("a.test", "b.test"), folder, 2);
  }

  private static String links(String... targets) {
    StringBuilder html = new StringBuilder("<html><body>");
    for (String target : targets) {
      html.append("<a href=\"").append(target).append("\">x</a>");
    }
    return html.append("</body></html>").toString();
  }

  @Test
  void linksAreFollowedWithinTheSeedsHosts() throws Exception {
    sites
        .html("http://a.test/", links("x/y.html#f", "/z?q=1", "http://b.test/", "mailto:a@b"))
        .html("http://a.test/x/y.html", links("../z?q=1", "./y.html", "../../../w"))
        .html("http://a.test/z?q=1", links())
        .text("http://a.test/w", "plain");
    CollectedItems items = crawl("http://A.test:80");
    assertThat(items.outcomes())
        .hasToString(
            "{http://a.test/=ok, http://a.test/w=ok, http://a.test/x/y.html=ok,"
                + " http://a.test/z?q=1=ok}");
    assertThat(items.get("http://a.test/w").mediaType()).isEqualTo("text/plain");
    assertThat(items.get("http://a.test/").charset()).isEqualTo("utf-8");
    assertThat(items.get("http://a.test/").file()).isEqualTo("crawl-00000.warc.gz");
    assertThat(items.get("http://a.test/").fetchedAt()).startsWith("20").endsWith("Z");
  }

  @Test
  void robotsTxtIsAskedBeforeTheFirstPage() throws Exception {
    sites.html("http://a.test/", links());
    crawl("http://a.test/");
    assertThat(sites.requests())
        .containsExactly(
            "http://a.test/robots.txt",
            "http://a.test/.well-known/tdmrep.json",
            "http://a.test/ai.txt",
            "http://a.test/");
  }

  @Test
  void forbiddenPagesAreRowsButAreNotFetched() throws Exception {
    sites
        .text("http://a.test/robots.txt", "User-agent: *\nDisallow: */class-use/\n")
        .html("http://a.test/", links("/p/class-use/A.html", "/p/A.html"))
        .html("http://a.test/p/A.html", links())
        .html("http://a.test/p/class-use/A.html", links());
    CollectedItems items = crawl("http://a.test/");
    assertThat(items.outcomes())
        .containsEntry("http://a.test/p/class-use/A.html", "robots-disallow")
        .containsEntry("http://a.test/p/A.html", "ok");
    assertThat(sites.requests()).doesNotContain("http://a.test/p/class-use/A.html");
    assertThat(items.verdict("http://a.test/p/class-use/A.html")).isEqualTo("denied");
  }

  /** Why a robots.txt could not be had stands with the site, also where it was redirected. */
  @Test
  void whyRobotsTxtCouldNotBeHadIsTold() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Map<String, InetSocketAddress> addresses = new TreeMap<>();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    addresses.putAll(sites.connectTo("a.test", "b.test", "c.test", "d.test", "e.test").addresses());
    addresses.put("closed.test", new InetSocketAddress(loopback, closed));
    sites
        .answer("http://a.test/robots.txt", 503, "later")
        .text("http://b.test/robots.txt", "User-agent: *\n")
        .breakOff("http://b.test/robots.txt")
        .redirect("http://c.test/robots.txt", "http://d.test/moved")
        .redirect("http://d.test/moved", "http://closed.test/robots.txt")
        .text("http://e.test/robots.txt", "User-agent: *\nDisallow: /\n");
    List<String> seeds =
        List.of(
            "http://a.test/",
            "http://b.test/",
            "http://c.test/",
            "http://d.test/",
            "http://e.test/",
            "http://closed.test/",
            "http://10.1.2.3/");
    CollectedItems items =
        CollectedItems.crawl(
            CollectedItems.plan(seeds, 100, 1), new ConnectTo(addresses), folder, 2);
    assertThat(items.unreachable())
        .containsExactly(
            Map.entry("http://10.1.2.3", "blocked-address"),
            Map.entry("http://a.test", "http-503"),
            Map.entry("http://b.test", "truncated"),
            Map.entry("http://c.test", "connect-failed"),
            Map.entry("http://closed.test", "connect-failed"));
    assertThat(
            items.outcomes().entrySet().stream()
                .filter(row -> row.getValue().equals("robots-unreachable"))
                .map(row -> row.getKey().replaceAll("/$", "")))
        .containsExactlyInAnyOrderElementsOf(items.unreachable().keySet());
  }

  @Test
  void unreachableRobotsTxtForbidsEverything() throws Exception {
    sites
        .answer("http://a.test/robots.txt", 503, "later")
        .html("http://a.test/", links())
        .answer("http://b.test/robots.txt", 429, "later")
        .html("http://b.test/", links());
    CollectedItems items = crawl("http://a.test/", "http://b.test/");
    assertThat(items.outcomes())
        .containsEntry("http://a.test/", "robots-unreachable")
        .containsEntry("http://b.test/", "robots-unreachable");
    assertThat(sites.requests())
        .containsExactlyInAnyOrder("http://a.test/robots.txt", "http://b.test/robots.txt");
  }

  @Test
  void redirectedRobotsTxtHoldsForTheFirstSite() throws Exception {
    sites
        .redirect("http://a.test/robots.txt", "http://b.test/r")
        .text("http://b.test/r", "User-agent: *\nDisallow: /no")
        .html("http://a.test/", links("/no", "/yes"))
        .html("http://a.test/yes", links());
    assertThat(crawl("http://a.test/").outcomes())
        .containsEntry("http://a.test/no", "robots-disallow")
        .containsEntry("http://a.test/yes", "ok");
  }

  @Test
  void everySiteCarriesItsOwnSignals() throws Exception {
    sites
        .text(
            "http://a.test/robots.txt",
            "User-agent: *\nContent-Usage: train-ai=n\nLicense: http://a.test/rsl.xml\n")
        .text(
            "http://a.test/rsl.xml",
            "<rsl xmlns='https://rslstandard.org/rsl'><content url='/sale/'><license>"
                + "<permits type='usage'>ai-train</permits><payment type='training'>"
                + "<amount currency='EUR'>0.01</amount></payment></license></content></rsl>")
        .html("http://a.test/", links("/sale/1"))
        .html("http://a.test/sale/1", links())
        .text(
            "http://b.test/.well-known/tdmrep.json",
            "[{\"location\":\"/r/\",\"tdm-reservation\":1}]")
        .html("http://b.test/", links("/r/1", "/r/2", "/h", "/q", "/m", "/o"))
        .html("http://b.test/r/1", links())
        .html("http://b.test/r/2", links(), "TDM-Reservation", "0")
        .html("http://b.test/h", links(), "X-Robots-Tag", "noai")
        .html("http://b.test/q", links(), "X-Robots-Tag", "\"NOAI\"; noarchive")
        .html("http://b.test/m", "<meta name=robots content=noml>")
        .html("http://b.test/o", "<link rel=license href=https://opensource.org/licenses/MIT>");
    CollectedItems items = crawl("http://a.test/", "http://b.test/");
    assertThat(items.verdict("http://a.test/")).isEqualTo("denied");
    assertThat(items.verdict("http://a.test/sale/1")).isEqualTo("license-required");
    assertThat(items.verdict("http://b.test/")).isEqualTo("unknown");
    assertThat(items.verdict("http://b.test/r/1")).isEqualTo("denied");
    assertThat(items.verdict("http://b.test/r/2")).isEqualTo("allowed");
    assertThat(items.verdict("http://b.test/h")).isEqualTo("denied");
    assertThat(items.verdict("http://b.test/q")).isEqualTo("denied");
    assertThat(items.verdict("http://b.test/m")).isEqualTo("denied");
    assertThat(items.verdict("http://b.test/o")).isEqualTo("allowed");
    assertThat(items.get("http://b.test/o").license()).isEqualTo("MIT");
    assertThat(sites.requests()).containsOnlyOnce("http://a.test/rsl.xml");
  }

  @ParameterizedTest
  @CsvSource({"200, unknown", "404, unknown", "410, unknown", "429, denied", "500, denied"})
  void tdmrepThatCannotBeHadReservesEverything(int status, String verdict) throws Exception {
    sites
        .answer("http://a.test/.well-known/tdmrep.json", status, "[]")
        .html("http://a.test/", links("/1"))
        .html("http://a.test/1", "x", "tdm-reservation", "0");
    CollectedItems items = crawl("http://a.test/");
    assertThat(items.verdict("http://a.test/")).isEqualTo(verdict);
    assertThat(items.verdict("http://a.test/1")).isEqualTo("allowed");
  }

  @Test
  void tdmrepWithoutAReadableAnswerReservesEverything() throws Exception {
    sites
        .text("http://a.test/.well-known/tdmrep.json", "x", "Content-Encoding", "br")
        .html("http://a.test/", links());
    assertThat(crawl("http://a.test/").verdict("http://a.test/")).isEqualTo("denied");
  }

  @Test
  void tdmrepThatRobotsTxtForbidsIsNotFetchedAndReservesEverything() throws Exception {
    sites
        .text("http://a.test/robots.txt", "User-agent: *\nDisallow: /.well-known/\n")
        .html("http://a.test/", links());
    assertThat(crawl("http://a.test/").verdict("http://a.test/")).isEqualTo("denied");
    assertThat(sites.requests()).doesNotContain("http://a.test/.well-known/tdmrep.json");
  }

  @Test
  void pageThatNamesTooManyLicensesIsNotLicensed() throws Exception {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      page.append("<link rel=license type=application/rsl+xml href=/" + i + ".xml>");
      sites.text(
          "http://a.test/" + i + ".xml",
          "<rsl xmlns='https://rslstandard.org/rsl'><content url='/'><license><permits>all"
              + "</permits></license></content></rsl>");
    }
    sites.html("http://a.test/", page.toString());
    assertThat(crawl("http://a.test/").verdict("http://a.test/")).isEqualTo("denied");
    assertThat(sites.requests()).doesNotContain("http://a.test/19.xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://bad host/l.xml", "ftp://a.test/l.xml"})
  void licenseWhoseAddressLeadsNowhereLicensesNothing(String target) throws Exception {
    String rsl = "rel=license; type=application/rsl+xml";
    sites
        .html("http://a.test/", links("/m"), "Link", "<" + target + ">; " + rsl)
        .html(
            "http://a.test/m",
            "<link rel=license type=application/rsl+xml href='" + target + "'>x");
    CollectedItems items = crawl("http://a.test/");
    assertThat(items.verdict("http://a.test/")).isEqualTo("denied");
    assertThat(items.verdict("http://a.test/m")).isEqualTo("denied");
  }

  @Test
  void licenseThatCannotBeFetchedLicensesNothing() throws Exception {
    sites
        .text(
            "http://a.test/robots.txt", "License: http://a.test/gone.xml\nUser-agent: *\nAllow: /")
        .html("http://a.test/", links());
    assertThat(crawl("http://a.test/").verdict("http://a.test/")).isEqualTo("denied");
  }

  @Test
  void failuresAreRowsWithTheirClass() throws Exception {
    sites
        .html("http://a.test/", links("/gone", "/moved", "/error", "/loop", "/big", "/br"))
        .redirect("http://a.test/moved", "/target")
        .html("http://a.test/target", links())
        .redirect("http://a.test/loop", "/loop")
        .answer("http://a.test/error", 500, "oops")
        .text("http://a.test/big", "x".repeat(100_001))
        .text("http://a.test/br", "not brotli", "Content-Encoding", "br");
    CollectedItems items = crawl("http://a.test/");
    assertThat(items.outcomes())
        .containsEntry("http://a.test/gone", "http-404")
        .containsEntry("http://a.test/moved", "http-301")
        .containsEntry("http://a.test/target", "ok")
        .containsEntry("http://a.test/loop", "http-301")
        .containsEntry("http://a.test/error", "http-500")
        .containsEntry("http://a.test/big", "truncated")
        .containsEntry("http://a.test/br", "bad-encoding");
    assertThat(items.get("http://a.test/big").payload()).hasSize(100_000);
    assertThat(items.get("http://a.test/gone").payload()).isEmpty();
  }

  @Test
  void endlessAnswerIsCutAtTheDeadline() throws Exception {
    sites.html("http://a.test/", links("/slow", "/ok")).html("http://a.test/ok", "x");
    sites.stall("http://a.test/slow");
    CollectedItems items = crawl(CollectedItems.plan(List.of("http://a.test/"), 10, 3, 400));
    assertThat(items.outcomes())
        .containsEntry("http://a.test/slow", "timeout")
        .containsEntry("http://a.test/ok", "ok");
  }

  @Test
  void redirectsOutOfScopeAreNotFollowed() throws Exception {
    sites
        .html("http://a.test/", links("/out", "/in"))
        .redirect("http://a.test/out", "http://b.test/x")
        .redirect("http://a.test/in", "/private")
        .text("http://a.test/robots.txt", "User-agent: *\nDisallow: /private");
    CollectedItems items = crawl("http://a.test/");
    assertThat(items.outcomes())
        .containsEntry("http://a.test/private", "robots-disallow")
        .doesNotContainKey("http://b.test/x");
  }

  @Test
  void compressedPagesAreDecoded() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(links("/x").getBytes(UTF_8));
    }
    sites
        .answer(
            "http://a.test/",
            200,
            zipped.toByteArray(),
            "Content-Encoding",
            "gzip",
            "Content-Type",
            "text/html")
        .html("http://a.test/x", links());
    CollectedItems items = crawl("http://a.test/");
    assertThat(items.get("http://a.test/").payload()).asString(UTF_8).isEqualTo(links("/x"));
    assertThat(items.outcomes()).containsEntry("http://a.test/x", "ok");
  }

  @Test
  void nofollowIsRespectedInPageLinkAndHeader() throws Exception {
    sites
        .html(
            "http://a.test/",
            "<a rel=nofollow href=/1>x</a><a href=/m>x</a><a href=/h>x</a><link rel=next href=/n>"
                + "<iframe src=/f></iframe>")
        .html("http://a.test/m", "<meta name=robots content='noindex, nofollow'>" + links("/2"))
        .html("http://a.test/h", links("/3"), "X-Robots-Tag", "nofollow")
        .html("http://a.test/n", links())
        .html("http://a.test/f", links());
    assertThat(crawl("http://a.test/").outcomes())
        .containsOnlyKeys(
            "http://a.test/",
            "http://a.test/m",
            "http://a.test/h",
            "http://a.test/n",
            "http://a.test/f");
  }

  @Test
  void sitemapsListTheFirstLevelsPages() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write("<urlset><url><loc>http://a.test/3</loc></url></urlset>".getBytes(UTF_8));
    }
    sites
        .text(
            "http://a.test/robots.txt",
            """
            Sitemap: http://a.test/map.txt
            User-agent: *
            Disallow: /no
            Sitemap: http://a.test/index.xml
            Sitemap: http://a.test/no.xml
            """)
        .text("http://a.test/map.txt", "http://a.test/1\nhttp://a.test/no/2\nhttp://b.test/x\n")
        .text(
            "http://a.test/index.xml",
            "<sitemapindex><sitemap><loc>http://a.test/3.xml.gz</loc></sitemap>"
                + "<sitemap><loc>http://a.test/gone.xml</loc></sitemap></sitemapindex>")
        .answer("http://a.test/3.xml.gz", 200, zipped.toByteArray())
        .html("http://a.test/", links("/0"))
        .html("http://a.test/0", links())
        .html("http://a.test/1", links())
        .html("http://a.test/3", links());
    assertThat(crawl(CollectedItems.plan(List.of("http://a.test/"), 100, 1)).outcomes())
        .hasToString(
            "{http://a.test/=ok, http://a.test/0=ok, http://a.test/1=ok, http://a.test/3=ok,"
                + " http://a.test/no/2=robots-disallow}");
    assertThat(sites.requests()).doesNotContain("http://a.test/no.xml");
  }

  @Test
  void excludedPathsAndDepthLimitTheScope() throws Exception {
    sites
        .html("http://a.test/", links("/1", "/skip/x"))
        .html("http://a.test/1", links("/2"))
        .html("http://a.test/2", links("/3"));
    CrawlPlan plan =
        new CrawlPlan(
            List.of("http://a.test/"),
            List.of("a.test"),
            List.of("/skip/"),
            100,
            2,
            0,
            5000,
            9999,
            1);
    CollectedItems items = crawl(plan);
    assertThat(items.outcomes())
        .containsOnlyKeys("http://a.test/", "http://a.test/1", "http://a.test/2");
    assertThat(items.leftOut())
        .as("what is out of scope was not left out")
        .containsExactly(Map.entry("http://a.test/3", "max-depth"));
  }

  @Test
  void addressesOutsideConnectToMustBePublic() throws Exception {
    CollectedItems items =
        CollectedItems.crawl(
            CollectedItems.plan(List.of("http://127.0.0.1:1/", "http://0177.0.0.1/"), 10, 1),
            ConnectTo.NONE,
            folder,
            1);
    assertThat(items.outcomes().values()).containsOnly("robots-unreachable");
    assertThat(sites.requests()).isEmpty();
  }

  @Test
  void redirectToAPrivateAddressIsRefused() throws Exception {
    int port = sites.connectTo("a.test").address("a.test").orElseThrow().getPort();
    // Of a port that a seed names, or it would be no page of the crawl.
    String home = "http://a.test:" + port + "/";
    sites.redirect(home, "http://127.0.0.1:" + port + "/inside");
    CrawlPlan plan =
        new CrawlPlan(
            List.of(home), List.of("a.test", "127.0.0.1"), List.of(), 10, 5, 0, 5000, 9999, 1);
    CollectedItems items = crawl(plan);
    assertThat(items.outcomes().values())
        .containsExactlyInAnyOrder("http-301", "robots-unreachable");
    assertThat(sites.requests()).noneMatch(request -> request.contains("127.0.0.1"));
  }

  @Test
  void plansTermsFillWhatThePageDoesNotSay() throws Exception {
    sites
        .html("http://a.test/", links("/own"))
        .html(
            "http://a.test/own", "<a rel=license href='https://opensource.org/licenses/MIT'>l</a>");
    CollectedItems items =
        CollectedItems.crawl(
            CollectedItems.plan(List.of("http://a.test/"), 10, 3),
            List.of(new SiteTerms("a.test", "Apache-2.0", "Example Foundation")),
            sites.connectTo("a.test"),
            folder,
            1);
    assertThat(items.get("http://a.test/").license()).isEqualTo("Apache-2.0");
    assertThat(items.get("http://a.test/own").license()).isEqualTo("MIT");
    assertThat(items.get("http://a.test/own").holder()).isEqualTo("Example Foundation");
  }

  @Test
  void capturedSetDependsNeitherOnThreadsNorOnTheRun() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int page = 0; page < 150; page++) {
      String[] targets = new String[6];
      for (int link = 0; link < targets.length; link++) {
        targets[link] = "/p" + random.nextInt(150);
      }
      String url = "http://a.test/p" + page;
      if (page % 17 == 3) {
        sites.redirect(url, targets[0]);
      } else {
        sites.html(url, links(targets) + page);
      }
    }
    sites.text(
        "http://a.test/robots.txt", "User-agent: *\nDisallow: /*5$\nContent-Usage: train-ai=n");
    CrawlPlan plan = CollectedItems.plan(List.of("http://a.test/p0"), 60, 10);
    List<String> one =
        CollectedItems.crawl(plan, sites.connectTo("a.test"), folder.resolve("1"), 1).captureSet();
    List<String> four =
        CollectedItems.crawl(plan, sites.connectTo("a.test"), folder.resolve("4"), 4).captureSet();
    List<String> again =
        CollectedItems.crawl(plan, sites.connectTo("a.test"), folder.resolve("a"), 4).captureSet();
    assertThat(four).isEqualTo(one);
    assertThat(again).isEqualTo(one);
    assertThat(one.stream().filter(row -> !row.contains(" robots-disallow "))).hasSize(60);
    CrawlPlan otherSeed =
        new CrawlPlan(plan.seeds(), List.of(), List.of(), 60, 10, 0, 5000, 100_000, 43);
    assertThat(
            CollectedItems.crawl(otherSeed, sites.connectTo("a.test"), folder.resolve("o"), 4)
                .captureSet())
        .as("the seed chooses which pages the budget takes")
        .isNotEqualTo(one);
  }

  /** Ten thousand links of one domain, on hosts of all names, beside twenty sites of few pages. */
  @Test
  void linkFarmTakesNoPageFromSmallSites() throws Exception {
    List<String> seeds = new ArrayList<>(List.of("http://farm.test/"));
    List<String> hosts = new ArrayList<>(List.of("farm.test"));
    StringBuilder farm = new StringBuilder();
    for (int page = 0; page < 10_000; page++) {
      String host = "x" + page % 10 + ".farm.test";
      farm.append("<a href=//").append(host).append('/').append(page).append('>');
      sites.text("http://" + host + "/" + page, "Buy " + page);
    }
    sites.html("http://farm.test/", farm.toString());
    for (int host = 0; host < 10; host++) {
      hosts.add("x" + host + ".farm.test");
    }
    List<String> small = new ArrayList<>();
    for (int site = 0; site < 20; site++) {
      String home = "http://small" + site + ".test/";
      hosts.add("small" + site + ".test");
      seeds.add(home);
      sites
          .html(home, links("1", "2", "3") + home)
          .html(home + "1", links("4", "5") + home)
          .html(home + "2", "two" + home)
          .html(home + "3", "three" + home)
          .html(home + "4", links("6") + home)
          .html(home + "5", "five" + home)
          .html(home + "6", "six" + home);
      small.add(home);
      for (int page = 1; page <= 6; page++) {
        small.add(home + page);
      }
    }
    CrawlPlan plan = new CrawlPlan(seeds, hosts, List.of(), 1000, 20, 0, 5000, 1 << 20, 1);
    CollectedItems items =
        CollectedItems.crawl(plan, sites.connectTo(hosts.toArray(String[]::new)), folder, 4);
    Map<String, String> outcomes = items.outcomes();
    assertThat(outcomes).hasSize(1000).containsKeys(small.toArray(String[]::new));
    assertThat(outcomes.values()).containsOnly("ok");
    assertThat(items.leftOut()).hasSize(21 + 20 * 6 + 10_000 - 1000);
    assertThat(items.leftOut().values()).containsOnly("max-pages");
  }

  /**
   * Four hundred links to pages of another's site that are not there, which answers them with pages
   * that lead on.
   */
  @Test
  void linksFromElsewhereTakeNoPageFromASite() throws Exception {
    StringBuilder evil = new StringBuilder();
    for (int page = 0; page < 400; page++) {
      String target = "http://good.test/not-there-" + page;
      evil.append("<a href=").append(target).append(">");
      sites.html(target, "Not found. <a href=/found-" + page + ">Search</a>");
      sites.html("http://good.test/found-" + page, "Nothing found");
    }
    sites.html("http://evil.test/", evil.toString());
    StringBuilder list = new StringBuilder();
    List<String> real = new ArrayList<>(List.of("http://good.test/", "http://good.test/list"));
    for (int page = 0; page < 100; page++) {
      list.append("<a href=/real-").append(page).append(">");
      real.add("http://good.test/real-" + page);
      sites.html("http://good.test/real-" + page, "Page " + page + links("/list"));
    }
    sites.html("http://good.test/", links("/list"));
    sites.html("http://good.test/list", list.toString());
    CrawlPlan plan =
        new CrawlPlan(
            List.of("http://good.test/", "http://evil.test/"),
            List.of(),
            List.of(),
            10_000,
            20,
            0,
            5000,
            1 << 20,
            1);
    CollectedItems items =
        CollectedItems.crawl(plan, sites.connectTo("good.test", "evil.test"), folder, 4);
    assertThat(items.outcomes()).containsKeys(real.toArray(String[]::new));
    assertThat(items.leftOut().values()).containsOnly("low-yield");
    assertThat(items.outcomes()).hasSizeLessThan(real.size() + 1 + 2 * 33);
  }

  /** Who names another's pages before that does, beside many that are not there. */
  @Test
  void linksFromElsewhereAreNoReasonToLeaveWhatASiteLeadsToLater() throws Exception {
    StringBuilder evil = new StringBuilder("<a href=http://good.test/list>");
    for (int page = 0; page < 400; page++) {
      evil.append("<a href=http://good.test/not-there-").append(page).append(">");
    }
    StringBuilder list = new StringBuilder();
    List<String> real = new ArrayList<>(List.of("http://good.test/", "http://good.test/list"));
    for (int page = 0; page < 40; page++) {
      list.append("<a href=/real-").append(page).append(">");
      evil.append("<a href=http://good.test/real-").append(page).append(">");
      real.add("http://good.test/real-" + page);
      sites.html("http://good.test/real-" + page, "Page " + page);
    }
    sites
        .html("http://evil.test/", evil.toString())
        .html("http://good.test/", links("/1"))
        .html("http://good.test/1", links("/2"))
        .html("http://good.test/2", links("/list"))
        .html("http://good.test/list", list.toString());
    CrawlPlan plan =
        CollectedItems.plan(List.of("http://good.test/", "http://evil.test/"), 10_000, 20);
    CollectedItems items =
        CollectedItems.crawl(plan, sites.connectTo("good.test", "evil.test"), folder, 4);
    assertThat(items.outcomes()).containsKeys(real.toArray(String[]::new));
    assertThat(items.leftOut().keySet()).allMatch(url -> url.contains("/not-there-"));
    assertThat(items.leftOut().values()).containsOnly("low-yield");
  }

  /** Each port is a site of its own, with a robots.txt that counts nowhere. */
  @Test
  void aHostIsNotAskedUnderPortsThatNoSeedNames() throws Exception {
    StringBuilder evil = new StringBuilder("<a href=http://good.test:81/1>");
    for (int port = 1000; port < 1100; port++) {
      evil.append("<a href=http://good.test:").append(port).append("/>");
      sites.answer("http://good.test:" + port + "/robots.txt", 503, "");
    }
    sites.html("http://evil.test/", evil.toString()).html("http://good.test:81/1", "one");
    CrawlPlan plan =
        CollectedItems.plan(List.of("http://good.test:81/", "http://evil.test/"), 1000, 9);
    CollectedItems items =
        CollectedItems.crawl(plan, sites.connectTo("good.test", "evil.test"), folder, 2);
    assertThat(items.outcomes()).hasSize(3).containsEntry("http://good.test:81/1", "ok");
    assertThat(sites.requests()).noneMatch(url -> url.startsWith("http://good.test:1"));
  }

  @Test
  void requestsToASiteKeepTheirDistance() throws Exception {
    sites
        .text("http://a.test/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
        .html("http://a.test/", links("/1", "/2"));
    long start = System.nanoTime();
    crawl("http://a.test/");
    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(5 * 300L - 30);
    assertThat(sites.requests()).hasSize(6);
  }

  @Test
  void archiveHoldsEveryExchangeAndReadsBack() throws Exception {
    sites
        .text("http://a.test/robots.txt", "User-agent: *\nAllow: /")
        .html("http://a.test/", links("/1"))
        .html("http://a.test/1", "one", "TDM-Reservation", "1");
    crawl("http://a.test/");
    List<String> records = new ArrayList<>();
    try (WarcReader reader = new WarcReader(folder.resolve("crawl-00000.warc.gz"))) {
      for (WarcRecord record : reader) {
        String target = record instanceof WarcTargetRecord targeted ? targeted.target() : "";
        records.add(record.type() + " " + record.version().getMinor() + " " + target);
        if (record instanceof WarcResponse response && target.endsWith("/1")) {
          assertThat(response.http().headers().first("TDM-Reservation")).hasValue("1");
          assertThat(response.http().body().stream().readAllBytes())
              .asString(UTF_8)
              .isEqualTo("one");
        }
      }
    }
    assertThat(records).hasSize(1 + 3 * 5);
    assertThat(records)
        .startsWith("warcinfo 1 ", "response 1 http://a.test/robots.txt")
        .contains("request 1 http://a.test/1", "metadata 1 http://a.test/1")
        .contains("response 1 http://a.test/.well-known/tdmrep.json");
  }

  /** The WARC file says what the captures say, and not where a test server stands. */
  @Test
  void archiveTellsSignalsQuotesAndWhyABodyEndsEarlyAndNoTestServersAddress() throws Exception {
    sites
        .text("http://a.test/robots.txt", "User-agent: *\nContent-Usage: train-ai=n\n")
        .html("http://a.test/", links("/sold", "/long", "/cut"), "TDM-Reservation", "1")
        .answer("http://a.test/sold", 402, "", "crawler-price", "USD 0.01")
        .text("http://a.test/long", "x".repeat(100_001))
        .stall("http://a.test/cut");
    CollectedItems items =
        CollectedItems.crawl(
            CollectedItems.plan(List.of("http://a.test/"), 1000, 10, 1000),
            sites.connectTo("a.test"),
            folder,
            2);
    Map<String, String> metadata = new TreeMap<>();
    Map<String, String> truncated = new TreeMap<>();
    Set<String> addresses = new TreeSet<>();
    try (WarcReader reader = new WarcReader(folder.resolve("crawl-00000.warc.gz"))) {
      for (WarcRecord record : reader) {
        if (record instanceof WarcMetadata told) {
          String block = new String(told.body().stream().readAllBytes(), UTF_8);
          metadata.put(told.target(), block);
        }
        if (record instanceof WarcResponse response) {
          response
              .headers()
              .first("WARC-Truncated")
              .ifPresent(reason -> truncated.put(response.target(), reason));
        }
        if (record instanceof WarcTargetRecord) {
          addresses.add(record.headers().first("WARC-IP-Address").orElse("none"));
        }
      }
    }
    assertThat(addresses).containsExactly("none");
    assertThat(truncated).hasToString("{http://a.test/long=length}");
    for (String url : List.of("http://a.test/", "http://a.test/sold", "http://a.test/cut")) {
      assertThat(items.get(url).signals()).isNotEmpty();
      StringBuilder expected = new StringBuilder();
      for (RightsSignal signal : items.get(url).signals()) {
        expected.append("rights-signal: ").append(signal.canonical()).append("\r\n");
      }
      assertThat(metadata.get(url))
          .startsWith("outcome: " + items.get(url).outcome() + "\r\n")
          .endsWith(expected);
    }
    assertThat(metadata.get("http://a.test/sold"))
        .contains("\r\nquote: crawler-price: USD 0.01\r\n");
  }

  @Test
  void capturesOfACrawlThatIsOverAreNotWrittenOver() throws Exception {
    sites.html("http://a.test/", links());
    crawl("http://a.test/");
    assertThatThrownBy(() -> crawl("http://a.test/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds WARC files of a crawl that is over");
    assertThat(folder.resolve("frontier")).doesNotExist();
    assertThat(folder.resolve("frontier.over")).doesNotExist();
  }

  @Test
  void brokenSinkStopsTheCrawl() {
    sites.html("http://a.test/", links("/1"));
    ItemSink full =
        new ItemSink() {
          @Override
          public void item(SourceItem item) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public void aside(Aside aside) {}
        };
    WebSource source =
        new WebSource(
            TestComponent.named("web"),
            CollectedItems.plan(List.of("http://a.test/"), 10, 3),
            List.of());
    assertThatThrownBy(
            () ->
                new WebCrawler(2, Clock.systemUTC())
                    .crawl(source, sites.connectTo("a.test"), folder, full, CrawlProgress.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }
}
