package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.crawl.decision.LaterRobots;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.Use;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.CrawlLimits;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WarcSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a live crawl asks of sites beside their pages, and what it keeps of the answers. */
final class SiteFilesOfACrawlTest {
  private static final String HOME = "http://a.test/";
  private static final String RSL =
      "<rsl xmlns='https://rslstandard.org/rsl'><content url='/'><license>"
          + "<prohibits type='usage'>ai-train</prohibits></license></content></rsl>";

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
    return crawl(CollectedItems.plan(List.of(seeds), 100, 10));
  }

  private CollectedItems crawl(CrawlPlan plan) throws Exception {
    return CollectedItems.crawl(plan, sites.connectTo("a.test", "b.test"), folder, 2);
  }

  private static List<String> lines(List<RightsSignal> signals) {
    return signals.stream().map(RightsSignal::canonical).toList();
  }

  @Test
  void aLicenseThatThePageNamesTooOutlivesThePointerInRobotsTxt() throws Exception {
    sites
        .text(HOME + "robots.txt", "License: /l.xml\nLicense: /l.xml\nUser-agent: *\nAllow: /\n")
        .text(HOME + "l.xml", RSL)
        .html(HOME, "x", "Link", "</l.xml>; rel=license; type=application/rsl+xml");
    List<RightsSignal> signals = crawl(HOME).get(HOME).signals();
    assertThat(lines(signals))
        .filteredOn(line -> line.startsWith("rsl "))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("rsl robots.txt:1 document=http://a.test/l.xml"))
        .anyMatch(line -> line.startsWith("rsl header document=http://a.test/l.xml"));
    assertThat(sites.requests()).containsOnlyOnce(HOME + "l.xml");
    LaterRobots later =
        new LaterRobots(
            Map.of("a.test", "User-agent: *\nAllow: /\n".getBytes(UTF_8)), Map.of(), "estover");
    assertThat(Resolution.resolve(later.applied(HOME, signals), Use.AI_TRAIN).name())
        .isEqualTo("denied");
  }

  @Test
  void tooManyLicensesInRobotsTxtDoNotHideThatThePageNamesOne() throws Exception {
    StringBuilder robots = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      robots.append("License: /" + i + ".xml\n");
      sites.text(HOME + i + ".xml", RSL);
    }
    sites
        .text(HOME + "robots.txt", robots.toString())
        .html(HOME, "<link rel=license type=application/rsl+xml href=/11.xml>");
    assertThat(lines(crawl(HOME).get(HOME).signals()))
        .filteredOn(line -> line.startsWith("rsl "))
        .hasSize(8 + 1 + 1)
        .anyMatch(line -> line.startsWith("rsl robots.txt:9 ") && line.contains("names%20more"))
        .anyMatch(line -> line.startsWith("rsl link ") && line.contains("names%20more"));
    assertThat(sites.requests()).doesNotContain(HOME + "8.xml", HOME + "11.xml");
  }

  @Test
  void sitemapsSpeakForNothing() throws Exception {
    sites
        .text(HOME + "robots.txt", "Sitemap: http://a.test/map.xml\n")
        .text(HOME + "map.xml", "<urlset><url><loc>http://a.test/1</loc></url></urlset>")
        .html(HOME, "x")
        .html(HOME + "1", "y");
    CrawlPlan plan = CollectedItems.plan(List.of(HOME), 100, 10);
    assertThat(plan.limits().sitemaps()).as("sitemaps are read").isTrue();
    CollectedItems items = crawl(plan);
    assertThat(items.outcomes()).containsEntry(HOME + "1", "ok");
    assertThat(sites.requests()).contains(HOME + "map.xml");
    assertThat(items.siteFiles())
        .containsExactly(
            "ai-txt http://a.test 404 ",
            "robots-txt http://a.test 200 Sitemap: http://a.test/map.xml\n",
            "tdmrep-json http://a.test 404 ");
  }

  /**
   * A sitemap may speak for another host (sitemaps.org), but a crawl asks none outside its plan.
   */
  @Test
  void sitemapsOfHostsOutsideThePlanAreNotAskedFor() throws Exception {
    sites
        .text(
            HOME + "robots.txt",
            """
            Sitemap: http://b.test/map.txt
            Sitemap: http://c.test/map.txt
            Sitemap: http://a.test/index.xml
            Sitemap: http://a.test/moved
            """)
        .text("http://b.test/map.txt", HOME + "1\nhttp://b.test/no\n")
        .text("http://c.test/map.txt", HOME + "2\n")
        .text(
            HOME + "index.xml",
            "<sitemapindex><sitemap><loc>http://c.test/map.txt</loc></sitemap></sitemapindex>")
        .redirect(HOME + "moved", "http://c.test/map.txt")
        .html(HOME, "x")
        .html(HOME + "1", "y")
        .html("http://b.test/", "z");
    CollectedItems items = crawl(HOME, "http://b.test/");
    assertThat(items.outcomes().keySet()).containsExactly(HOME, HOME + "1", "http://b.test/");
    assertThat(sites.requests()).noneMatch(url -> url.startsWith("http://c.test/"));
  }

  @Test
  void hostsOfThePlanHaveEqualPartsOfTheLicensesOfAHostOutside() throws Exception {
    StringBuilder page = new StringBuilder();
    for (String document : List.of("c.test/0", "c.test/1", "c.test/2", "c.test/3", "c.test/4")) {
      page.append(named(document));
    }
    for (String document : List.of("b.test/0", "b.test/1", "b.test/2")) {
      page.append(named(document));
    }
    sites
        .html(HOME, page.toString())
        .html("http://b.test/", named("b.test/0") + named("b.test/moved"))
        .redirect("http://b.test/moved", "http://c.test/5");
    CrawlLimits usual = CrawlLimits.DEFAULT;
    CrawlLimits limits =
        new CrawlLimits(
            /* maxHostPages= */ 3,
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
            usual.maxWaitMillis(),
            usual.maxRetries(),
            usual.sitemaps());
    List<String> seeds = List.of(HOME, "http://b.test/");
    CrawlPlan plan =
        new CrawlPlan(seeds, List.of(), List.of(), 100, 9, 0, 5000, 100_000, 1, limits, "");
    CollectedItems items =
        CollectedItems.crawl(plan, sites.connectTo("a.test", "b.test", "c.test"), folder, 1);
    List<String> requests = sites.requests();
    assertThat(requests)
        .filteredOn(url -> url.matches("http://c.test/[0-9]"))
        .as("four that one names, and the one that another is redirected to")
        .hasSize(4 + 1)
        .contains("http://c.test/5");
    assertThat(requests).contains("http://b.test/0", "http://b.test/1", "http://b.test/2");
    assertThat(items.verdict(HOME)).isEqualTo("denied");
    assertThat(items.verdict("http://b.test/")).isEqualTo("denied");
    List<String> refused = new ArrayList<>();
    for (String url : seeds) {
      refused.addAll(lines(items.get(url).signals()));
    }
    assertThat(refused)
        .filteredOn(line -> line.contains("which%20the%20plan%20does%20not%20name"))
        .as("with the reason")
        .hasSize(1);
  }

  private String named(String document) {
    String url = "http://" + document;
    sites.text(
        url,
        "<rsl xmlns='https://rslstandard.org/rsl'><content url='/'><license>"
            + "<permits type='usage'>all</permits></license></content></rsl>");
    return "<link rel=license type=application/rsl+xml href=" + url + ">";
  }

  @Test
  void aFileThatCameByRedirectsSpeaksForTheSiteThatWasAsked() throws Exception {
    sites
        .redirect(HOME + "robots.txt", "http://b.test/robots.txt")
        .text("http://b.test/robots.txt", "User-agent: *\nDisallow: /no\n")
        .redirect(HOME + ".well-known/tdmrep.json", "/t1")
        .redirect(HOME + "t1", "/t2")
        .text(HOME + "t2", "[{\"location\": \"/\", \"tdm-reservation\": 1}]")
        .answer("http://b.test/.well-known/tdmrep.json", 500, "later")
        .html(HOME, "x")
        .html("http://b.test/", "x");
    CollectedItems items = crawl(HOME, "http://b.test/");
    assertThat(items.siteFiles())
        .containsExactly(
            "ai-txt http://a.test 404 ",
            "ai-txt http://b.test 404 ",
            "robots-txt http://a.test 200 User-agent: *\nDisallow: /no\n",
            "robots-txt http://b.test 200 User-agent: *\nDisallow: /no\n",
            "tdmrep-json http://a.test 200 [{\"location\": \"/\", \"tdm-reservation\": 1}]",
            "tdmrep-json http://b.test 500 ");
    assertThat(items.verdict(HOME)).isEqualTo("denied");
    assertThat(items.verdict("http://b.test/")).isEqualTo("denied");
  }

  @Test
  void redirectsWithoutEndSayThatThereIsNoRobotsTxtAndThatMiningMayBeReserved() throws Exception {
    sites
        .redirect(HOME + "robots.txt", "/robots.txt")
        .redirect(HOME + ".well-known/tdmrep.json", "/.well-known/tdmrep.json")
        .html(HOME, "x");
    CollectedItems items = crawl(HOME);
    assertThat(items.outcomes()).containsEntry(HOME, "ok");
    assertThat(items.verdict(HOME)).isEqualTo("denied");
    assertThat(items.siteFiles())
        .contains("robots-txt http://a.test 301 ", "tdmrep-json http://a.test 301 ");
    // The first and five hops of each, ai.txt and the page.
    assertThat(sites.requests()).hasSize(2 * 6 + 2);
  }

  @Test
  void aiTxtIsAskedForOncePerSiteAndReservesTraining() throws Exception {
    sites
        .text(HOME + "ai.txt", "User-Agent: *\nDisallow: *.html\nAllow: /\n")
        .html(HOME, "<a href=/1.html>x</a><a href=/2.txt>x</a>")
        .html(HOME + "1.html", "x")
        .text(HOME + "2.txt", "x");
    CollectedItems items = crawl(HOME);
    assertThat(sites.requests()).containsOnlyOnce(HOME + "ai.txt");
    assertThat(items.verdict(HOME + "1.html")).isEqualTo("denied");
    assertThat(items.verdict(HOME + "2.txt")).isEqualTo("unknown");
    assertThat(lines(items.get(HOME + "1.html").signals()))
        .contains("ai-txt ai.txt:2[*] rule=*.html allowed=false");
    assertThat(items.siteFiles())
        .contains("ai-txt http://a.test 200 User-Agent: *\nDisallow: *.html\nAllow: /\n");
  }

  @Test
  void aPageByTheNameOfAiTxtIsNoneAndOneThatRobotsTxtForbidsIsNotAskedFor() throws Exception {
    sites
        .html(HOME + "ai.txt", "User-Agent: *\nDisallow: /\n")
        .html(HOME, "x")
        .text("http://b.test/robots.txt", "User-agent: *\nDisallow: /ai.txt\n")
        .text("http://b.test/ai.txt", "User-Agent: *\nDisallow: /\n")
        .html("http://b.test/", "x");
    CollectedItems items = crawl(HOME, "http://b.test/");
    assertThat(items.verdict(HOME)).isEqualTo("unknown");
    assertThat(items.verdict("http://b.test/")).isEqualTo("unknown");
    assertThat(items.siteFiles()).contains("ai-txt http://a.test 200 ");
    assertThat(sites.requests()).doesNotContain("http://b.test/ai.txt");
  }

  /** A page of an item of which there is an answer: all that a capture set compares. */
  private static List<String> pages(List<SourceItem> items) {
    return items.stream()
        .filter(item -> List.of("ok", "noindex", "truncated").contains(item.outcome()))
        .map(
            item ->
                String.join(
                    " ",
                    item.uri(),
                    item.outcome(),
                    new String(item.payload(), UTF_8),
                    lines(item.signals()).stream().sorted().toList().toString()))
        .sorted()
        .toList();
  }

  @Test
  void ourOwnWarcFilesReadAsASourceSayTheSame() throws Exception {
    sites
        .text(HOME + "robots.txt", "License: /l.xml\nUser-agent: *\nContent-Usage: train-ai=n\n")
        .text(HOME + "l.xml", RSL)
        .text(HOME + "ai.txt", "User-Agent: *\nDisallow: *.txt\n")
        .text(HOME + ".well-known/tdmrep.json", "[{\"location\": \"/2\", \"tdm-reservation\": 1}]")
        .html(HOME, "<a href=/1>x</a><a href=/2>x</a><a href=/3.txt>x</a><a href=/4>x</a>")
        .html(HOME + "1", "<meta name=robots content='noindex, nofollow'><a href=/5>x</a>")
        .html(HOME + "2", "<meta name=robots content=noai>", "Link", "</l.xml>; rel=license")
        .text(HOME + "3.txt", "x", "X-Robots-Tag", "estover: noindex")
        .html(HOME + "4", "<meta name=tdm-reservation content=1>cut")
        .breakOff(HOME + "4")
        .html(HOME + "5", "not reached");
    CollectedItems live = crawl(HOME);
    List<SourceItem> read = new ArrayList<>();
    SourceReader.read(
        new WarcSource(TestComponent.named("web"), List.of()),
        folder.resolve("crawl-00000.warc.gz"),
        "crawl-00000.warc.gz",
        ReadLimits.DEFAULT,
        new ItemSink() {
          @Override
          public void item(SourceItem item) {
            read.add(item);
          }

          @Override
          public void aside(Aside aside) {
            throw new IllegalStateException(aside.toString());
          }
        });
    assertThat(pages(read)).isEqualTo(pages(live.all())).hasSize(5);
  }

  @Test
  void aRobotsTxtThatBreaksOffForbidsEverything() throws Exception {
    sites
        .text(HOME + "robots.txt", "User-agent: *\nAllow: /\n")
        .breakOff(HOME + "robots.txt")
        .html(HOME, "x");
    CollectedItems items = crawl(HOME);
    assertThat(items.outcomes()).containsEntry(HOME, "robots-unreachable");
    assertThat(items.siteFiles()).containsExactly("robots-txt http://a.test 0 ");
    assertThat(sites.requests()).containsExactly(HOME + "robots.txt");
  }

  @Test
  void aTdmrepThatBreaksOffReservesEverythingAndAnAiTxtWhatCameOfIt() throws Exception {
    sites
        .text(HOME + ".well-known/tdmrep.json", "[{\"location\": \"/\", \"tdm-reservation\": 0}")
        .breakOff(HOME + ".well-known/tdmrep.json")
        .html(HOME, "x")
        .text("http://b.test/ai.txt", "User-Agent: *\nDisallow: /\nAllow: ")
        .breakOff("http://b.test/ai.txt")
        .html("http://b.test/", "x");
    CollectedItems items = crawl(HOME, "http://b.test/");
    assertThat(items.verdict(HOME)).isEqualTo("denied");
    assertThat(items.verdict("http://b.test/")).isEqualTo("denied");
    assertThat(items.siteFiles())
        .contains("tdmrep-json http://a.test 0 ")
        .contains("ai-txt http://b.test 200 User-Agent: *\nDisallow: /\nAllow: ");
  }

  @Test
  void aLicenseThatBreaksOffLicensesNothing() throws Exception {
    sites
        .text(HOME + "robots.txt", "License: /l.xml\n")
        .text(HOME + "l.xml", RSL.replace("prohibits", "permits"))
        .breakOff(HOME + "l.xml")
        .html(HOME, "x");
    CollectedItems items = crawl(HOME);
    assertThat(items.verdict(HOME)).isEqualTo("denied");
    assertThat(items.siteFiles()).contains("rsl-document http://a.test/l.xml 0 ");
  }

  @Test
  void aPageThatBreaksOffKeepsTheReservationsOfItsHead() throws Exception {
    sites.html(HOME, "<meta name=robots content=noai>cut", "TDM-Reservation", "1").breakOff(HOME);
    CollectedItems items = crawl(HOME);
    assertThat(items.outcomes()).containsEntry(HOME, "truncated");
    assertThat(lines(items.get(HOME).signals()))
        .contains("tdmrep header reservation=1 policy=")
        .contains("robots-meta meta agent=* directives=noai");
  }

  @Test
  void redirectsOfSiteFilesLeadToNothingThatRobotsTxtForbids() throws Exception {
    String closed = "http://b.test/closed/";
    sites
        .text(
            HOME + "robots.txt",
            "Sitemap: /map\nLicense: /l.xml\nUser-agent: *\nDisallow: /own/\nAllow: /\n")
        .redirect(HOME + ".well-known/tdmrep.json", closed + "tdmrep.json")
        .redirect(HOME + "ai.txt", "/own/ai.txt")
        .redirect(HOME + "map", closed + "map")
        .redirect(HOME + "l.xml", "http://b.test/open")
        .redirect("http://b.test/open", closed + "l.xml")
        .text("http://b.test/robots.txt", "User-agent: *\nDisallow: /closed/\n")
        .text(closed + "tdmrep.json", "[]")
        .text(closed + "l.xml", RSL.replace("prohibits", "permits"))
        .html(HOME, "x");
    CollectedItems items = crawl(HOME);
    assertThat(sites.requests())
        .contains(HOME + "l.xml", HOME + "map", HOME + "ai.txt", "http://b.test/open")
        .containsOnlyOnce("http://b.test/robots.txt")
        .noneMatch(url -> url.startsWith(closed) || url.startsWith(HOME + "own/"));
    assertThat(items.siteFiles())
        .contains(
            "ai-txt http://a.test 0 ",
            "rsl-document http://a.test/l.xml 0 ",
            "tdmrep-json http://a.test 0 ");
    assertThat(items.verdict(HOME)).isEqualTo("denied");
  }

  @Test
  void sitesWhoseFilesRedirectToEachOtherDoNotWaitForEachOther() throws Exception {
    sites
        .redirect(HOME + ".well-known/tdmrep.json", "http://b.test/.well-known/tdmrep.json")
        .redirect("http://b.test/.well-known/tdmrep.json", HOME + ".well-known/tdmrep.json")
        .redirect(HOME + "ai.txt", "http://b.test/ai.txt")
        .redirect("http://b.test/ai.txt", HOME + "ai.txt")
        .html(HOME, "x")
        .html("http://b.test/", "x");
    assertThat(crawl(HOME, "http://b.test/").outcomes())
        .containsEntry(HOME, "ok")
        .containsEntry("http://b.test/", "ok");
  }
}
