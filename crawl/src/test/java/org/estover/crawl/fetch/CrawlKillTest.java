package org.estover.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.estover.crawl.fetch.LoopbackSites.Request;
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

  private List<String> undisturbed() throws Exception {
    return crawl("undisturbed", 1);
  }

  private List<String> crawl(String name, int groups) throws Exception {
    Crawl crawl = CrawlProcess.crawl(folder.resolve(name), 0);
    int done =
        new WebCrawler(4, Clock.systemUTC())
            .run(crawl, ConnectTo.parse(connectTo()), groups, CrawlProgress.SILENT);
    assertThat(done).isEqualTo(groups);
    return delivered(crawl, groups);
  }

  private static List<String> delivered(Crawl crawl, int groups) throws IOException {
    CollectedItems items = new CollectedItems();
    CrawlOutcome outcome = CrawlOutcome.NOTHING;
    for (int group = 0; group < groups; group++) {
      outcome = outcome.plus(crawl.deliver(group, items));
    }
    assertThat(outcome.pages().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(items.outcomes().size());
    return items.captureSet();
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
    List<String> expected = undisturbed();
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
    assertThat(stored.values()).as(stored.toString()).containsOnly(1);
    List<String> indexed = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("killed/warc"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cdxj")).toList()) {
        for (String line : Files.readAllLines(file)) {
          indexed.add(line.replaceAll(".*\"url\":\"([^\"]*)\".*", "$1"));
        }
      }
    }
    assertThat(indexed).containsExactlyInAnyOrderElementsOf(stored.keySet());
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
    List<String> expected = undisturbed();
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
    assertThat(stored.values()).as(stored.toString()).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void groupsChangeNothingOfWhatIsCaptured(int groups) throws Exception {
    assertThat(crawl("groups", groups)).isEqualTo(undisturbed());
  }
}
