package org.estover.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.estover.crawl.fetch.LoopbackSites.Request;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.Journal;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.frontier.Round;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;

/**
 * A crawl that is killed at seeded requests, of which the last is in flight, ends as one that was
 * not: the same captures, each page once, and no site asked sooner than its delay.
 */
final class CrawlKillTest {
  private static final long SEED = Long.getLong("seed", 7);
  private static final int KILLS = 3;
  private static final int KILLED = 137;
  private static final List<String> HOSTS = List.of("a.test", "b.test", "c.test");

  /** What clocks of milliseconds may be wrong by. */
  private static final long SLACK_MILLIS = 3;

  @TempDir Path folder;
  private LoopbackSites sites;

  @BeforeEach
  void start() throws IOException {
    sites = new LoopbackSites();
    SplittableRandom random = new SplittableRandom(SEED);
    for (String host : HOSTS) {
      sites.text("http://" + host + "/robots.txt", "User-agent: *\nDisallow: /*7$\n");
      for (int page = 0; page < 30; page++) {
        StringBuilder html = new StringBuilder();
        for (int link = 0; link < 4; link++) {
          String to = HOSTS.get(random.nextInt(HOSTS.size()));
          html.append("<a href='http://" + to + "/" + random.nextInt(33) + "'>x</a>");
        }
        sites.html("http://" + host + "/" + page, html.toString() + page);
      }
      sites.redirect("http://" + host + "/5", "/31");
    }
    sites
        .text("http://a.test/ai.txt", "User-Agent: *\nDisallow: /*3$\n")
        .text("http://a.test/l.xml", "<rsl xmlns='https://rslstandard.org/rsl'/>")
        .text(
            "http://a.test/robots.txt",
            "License: http://a.test/l.xml\nUser-agent: *\nDisallow: /*7$\n")
        .redirect("http://b.test/.well-known/tdmrep.json", "http://a.test/moved.json")
        .text("http://a.test/moved.json", "[{\"location\": \"/1\", \"tdm-reservation\": 1}]")
        .redirect("http://c.test/robots.txt", "http://b.test/robots.txt");
  }

  @AfterEach
  void stop() {
    sites.close();
  }

  private List<String> connectTo() {
    return sites.connectTo(HOSTS.toArray(String[]::new)).addresses().entrySet().stream()
        .map(entry -> entry.getKey() + "=127.0.0.1:" + entry.getValue().getPort())
        .sorted()
        .toList();
  }

  private Found undisturbed() throws Exception {
    return crawl("undisturbed", 1);
  }

  /** What a crawl brought: its pages with their signals, and the files that spoke for sites. */
  private record Found(List<String> pages, SortedSet<String> siteFiles) {}

  private Found crawl(String name, int groups) throws Exception {
    Crawl crawl = CrawlProcess.crawl(folder.resolve(name), 0);
    int done =
        new WebCrawler(4, Clock.systemUTC())
            .run(crawl, ConnectTo.parse(connectTo()), groups, CrawlProgress.SILENT);
    assertThat(done).isEqualTo(groups);
    return delivered(crawl, groups);
  }

  private static Found delivered(Crawl crawl, int groups) throws IOException {
    CollectedItems items = new CollectedItems();
    CrawlOutcome outcome = CrawlOutcome.NOTHING;
    for (int group = 0; group < groups; group++) {
      outcome = outcome.plus(crawl.deliver(group, items));
    }
    assertThat(outcome.pages().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(items.outcomes().size());
    return new Found(items.captureSet(), items.siteFiles());
  }

  private Process fork(String name, String since) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(CrawlProcess.class.getName(), folder.resolve(name).toString(), "1", since));
    line.addAll(connectTo());
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  @Test
  void killsLoseNothingStoreNothingTwiceAndBreakNoPoliteness() throws Exception {
    Found expected = undisturbed();
    assertThat(expected.siteFiles().toString())
        .contains("robots-txt http://c.test 200 User-agent: *", "ai-txt http://a.test 200 ")
        .contains("tdmrep-json http://b.test 200 [", "rsl-document http://a.test/l.xml 200 ")
        .doesNotContain("/moved");
    int before = sites.timedRequests().size();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int kill = 0; kill <= KILLS; kill++) {
      Process process = fork("killed", "none");
      if (kill < KILLS) {
        sites.atRequest(1 + random.nextInt(25), process::destroyForcibly);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as(Files.readString(folder.resolve("output")))
          .isEqualTo(kill < KILLS ? KILLED : 0);
    }
    List<Request> asked = sites.timedRequests().subList(before, sites.timedRequests().size());
    assertThat(
            delivered(CrawlProcess.crawl(folder.resolve("killed"), CrawlProcess.DELAY_MILLIS), 1))
        .isEqualTo(expected);
    assertThat(asked.size()).isLessThanOrEqualTo(before + KILLS * HOSTS.size());
    Map<String, Long> last = new HashMap<>();
    for (Request request : asked) {
      Long sooner = last.put(request.host(), request.nanos());
      if (sooner != null) {
        assertThat((request.nanos() - sooner) / 1_000_000)
            .as("distance of " + request.url() + " from the request before")
            .isGreaterThanOrEqualTo(CrawlProcess.DELAY_MILLIS - SLACK_MILLIS);
      }
    }
    Map<String, Integer> stored = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("killed/warc"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".warc.gz")).toList()) {
        try (WarcReader reader = new WarcReader(file)) {
          for (WarcRecord record : reader) {
            if (record instanceof WarcResponse response) {
              stored.merge(response.target(), 1, Integer::sum);
            }
          }
        }
      }
    }
    List<String> kept = new ArrayList<>();
    stored.forEach((url, times) -> kept.addAll(Collections.nCopies(times, url)));
    // Two sites have one robots.txt, and each of them asks for it.
    assertThat(stored.remove("http://b.test/robots.txt")).isLessThanOrEqualTo(2);
    assertThat(stored.values()).as(stored.toString()).containsOnly(1);
    List<String> indexed = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("killed/warc"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cdxj")).toList()) {
        for (String line : Files.readAllLines(file)) {
          indexed.add(line.replaceAll(".*\"url\":\"([^\"]*)\".*", "$1"));
        }
      }
    }
    assertThat(indexed).containsExactlyInAnyOrderElementsOf(kept);
  }

  /** What a host has asked for holds for the process that goes on, too. */
  @Test
  void hostThatAskedForPatienceHasItAlsoOfWhoGoesOn() throws Exception {
    int patienceMillis = 3000;
    String busy = "http://a.test/0";
    sites.answer(busy, 503, "later", "Retry-After", Integer.toString(patienceMillis / 1000));
    Process first = fork("killed", "none");
    Path journal = folder.resolve("killed/state/group-00000/journal-00000");
    while (!holdsWait(journal)) {
      assertThat(first.waitFor(20, TimeUnit.MILLISECONDS))
          .as(Files.readString(folder.resolve("output")))
          .isFalse();
    }
    first.destroyForcibly();
    assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    sites.html(busy, "there again");
    int before = sites.timedRequests().size();
    Process second = fork("killed", "none");
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).as(Files.readString(folder.resolve("output"))).isZero();
    long refused = firstTo(sites.timedRequests(), busy).nanos();
    List<Request> later = sites.timedRequests().subList(before, sites.timedRequests().size());
    assertThat((firstTo(later, "http://a.test/").nanos() - refused) / 1_000_000)
        .as("how long a.test was left alone")
        .isGreaterThanOrEqualTo(patienceMillis - SLACK_MILLIS);
    assertThat(
            delivered(CrawlProcess.crawl(folder.resolve("killed"), CrawlProcess.DELAY_MILLIS), 1)
                .pages())
        .anyMatch(row -> row.startsWith(busy + " ok there again"));
  }

  private static boolean holdsWait(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (Journal.Reader journal = new Journal.Reader(file)) {
      for (var next = journal.next(); next.isPresent(); next = journal.next()) {
        if (next.get() instanceof JournalRecord.HostWaits) {
          return true;
        }
      }
    }
    return false;
  }

  private static Request firstTo(List<Request> requests, String prefix) {
    return requests.stream()
        .filter(request -> request.url().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  /** Where each level is visited by another task, a host that was given up stays given up. */
  @Test
  void hostThatWasGivenUpIsGivenUpByAllTasks() throws Exception {
    sites
        .text("http://a.test/robots.txt", "User-agent: *\nAllow: /")
        .html("http://a.test/0", "<a href=/1>x</a>")
        .answer("http://a.test/1", 503, "", "Retry-After", "86401")
        .html("http://b.test/0", "<a href=/2>x</a>")
        .html("http://b.test/2", "<a href=http://a.test/3>x</a>")
        .html("http://c.test/0", "x");
    Crawl crawl = CrawlProcess.crawl(folder.resolve("tasks"), 0);
    WebCrawler crawler = new WebCrawler(2, Clock.systemUTC());
    CrawlFolder state = crawler.begin(crawl, 2);
    Optional<Round> next = crawl.next(state);
    while (next.isPresent()) {
      long cost = 0;
      for (int group = 0; group < 2; group++) {
        ConnectTo ours = ConnectTo.parse(connectTo());
        cost += crawler.visit(crawl, ours, group, next.get(), CrawlProgress.SILENT);
      }
      for (int group = 0; group < 2; group++) {
        crawl.gather(group, next.get());
      }
      state.done(next.get(), cost);
      next = crawl.next(state);
    }
    CollectedItems items = new CollectedItems();
    for (int group = 0; group < 2; group++) {
      crawl.deliver(group, items);
    }
    assertThat(items.outcomes())
        .containsEntry("http://a.test/1", "abandoned-503")
        .containsEntry("http://a.test/3", "host-abandoned");
    assertThat(sites.requests()).doesNotContain("http://a.test/3");
  }

  /** A crawl that asks what has changed goes on asking that, and keeps what it was answered. */
  @Test
  void killsOfACrawlSinceAnotherChangeNothing() throws Exception {
    for (String host : HOSTS) {
      for (int page = 0; page < 30; page += 2) {
        sites.tag("http://" + host + "/" + page, "\"" + page + "\"");
      }
      sites.tag("http://" + host + "/robots.txt", "\"robots\"");
    }
    Found expected = undisturbed();
    int before = sites.timedRequests().size();
    String since = folder.resolve("undisturbed").toString();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int kill = 0; kill <= 1; kill++) {
      Process process = fork("again", since);
      if (kill < 1) {
        sites.atRequest(10 + random.nextInt(25), process::destroyForcibly);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as(Files.readString(folder.resolve("output")))
          .isEqualTo(kill < 1 ? KILLED : 0);
    }
    List<Request> asked = sites.timedRequests().subList(before, sites.timedRequests().size());
    assertThat(asked.stream().filter(Request::conditional).count()).isGreaterThan(20);
    assertThat(delivered(CrawlProcess.crawl(folder.resolve("again"), CrawlProcess.DELAY_MILLIS), 1))
        .isEqualTo(expected);
    Map<String, Integer> stored = new TreeMap<>();
    try (WarcReader reader = new WarcReader(folder.resolve("again/warc/crawl-00000.warc.gz"))) {
      for (WarcRecord record : reader) {
        if (record instanceof WarcCaptureRecord capture
            && (record instanceof WarcResponse || record instanceof WarcRevisit)) {
          stored.merge(capture.target(), 1, Integer::sum);
        }
      }
    }
    assertThat(stored.remove("http://b.test/robots.txt")).isLessThanOrEqualTo(2);
    assertThat(stored.values()).as(stored.toString()).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void groupsChangeNothingOfWhatIsCaptured(int groups) throws Exception {
    assertThat(crawl("groups", groups)).isEqualTo(undisturbed());
  }
}
