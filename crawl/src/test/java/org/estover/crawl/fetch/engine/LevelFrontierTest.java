package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import edu.uci.ics.crawler4j.url.WebURL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.frontier.JournalRecord.Payload;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.frontier.Place;
import org.estover.crawl.frontier.Round;
import org.estover.crawl.source.CrawlLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LevelFrontierTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir Path folder;

  private final List<String> finished = new ArrayList<>();

  private LevelFrontier frontier() {
    ConnectTo ours = ConnectTo.parse(List.of("a.test=127.0.0.1:1", "b.test=127.0.0.1:1"));
    return new LevelFrontier(
        new Politeness(CLOCK, 0, ours),
        new HostBudgets(CrawlLimits.DEFAULT),
        CLOCK,
        visit -> finished.add(visit.getURL()));
  }

  private OpenLevel open(String name, List<String> urls) throws IOException {
    CrawlFolder crawl = CrawlFolder.open(folder.resolve(name), "plan", 1, 1);
    GroupFolder group = crawl.group(0);
    group.seeds(urls);
    Round round = crawl.next(urls.size(), 0).orElseThrow();
    return group.open(round, (file, from, to) -> true);
  }

  private static Visit next(LevelFrontier frontier) {
    List<WebURL> urls = new ArrayList<>();
    frontier.getNextURLs(1, urls);
    assertThat(urls).hasSize(1);
    return (Visit) urls.get(0);
  }

  private static void done(LevelFrontier frontier, Visit visit) {
    visit.outcome = "ok";
    frontier.setProcessed(visit);
  }

  @Test
  void hostGetsItsNextUrlWhenTheOneBeforeIsOver() throws IOException {
    try (OpenLevel level =
        open("c", List.of("http://a.test/1", "http://a.test/2", "http://b.test/1"))) {
      LevelFrontier frontier = frontier();
      frontier.begin(level, 0);
      Visit first = next(frontier);
      Visit second = next(frontier);
      assertThat(first.page().host()).isEqualTo("a.test");
      assertThat(second.getURL()).isEqualTo("http://b.test/1");
      done(frontier, second);
      assertThat(finished).containsExactly("http://b.test/1");
      done(frontier, first);
      Visit third = next(frontier);
      assertThat(third.page().host()).isEqualTo("a.test");
      assertThat(third.getURL()).isNotEqualTo(first.getURL());
      assertThat(frontier.isFinished()).isFalse();
      done(frontier, third);
      assertThat(frontier.isFinished()).isTrue();
      assertThat(frontier.isLevelDone()).isTrue();
    }
  }

  @Test
  void hostIsAskedOneAtATimeUnderAllItsSchemesAndPorts() throws IOException {
    List<String> urls =
        List.of("http://a.test/1", "https://a.test/1", "http://a.test:8080/1", "http://b.test/1");
    try (OpenLevel level = open("c", urls)) {
      LevelFrontier frontier = frontier();
      frontier.begin(level, 0);
      Visit first = next(frontier);
      Visit other = next(frontier);
      assertThat(List.of(first.page().host(), other.page().host()))
          .containsExactly("a.test", "b.test");
      done(frontier, other);
      List<String> asked = new ArrayList<>(List.of(other.getURL()));
      for (Visit visit = first; ; visit = next(frontier)) {
        asked.add(visit.getURL());
        done(frontier, visit);
        if (frontier.isFinished()) {
          break;
        }
      }
      assertThat(asked).containsExactlyInAnyOrderElementsOf(urls);
    }
  }

  @Test
  void whatWasVisitedBeforeIsNotHandedOutAgain() throws IOException {
    List<String> urls = IntStream.range(0, 9).mapToObj(i -> "http://a.test/" + i).toList();
    List<String> first = new ArrayList<>();
    try (OpenLevel level = open("c", urls)) {
      LevelFrontier frontier = frontier();
      frontier.begin(level, 0);
      for (int i = 0; i < 4; i++) {
        Visit visit = next(frontier);
        first.add(visit.getURL());
        if (i != 1) {
          level.journal().append(visited(visit));
        }
        done(frontier, visit);
      }
    }
    try (OpenLevel level = open("c", urls)) {
      LevelFrontier frontier = frontier();
      frontier.begin(level, 0);
      List<String> second = new ArrayList<>();
      while (!frontier.isFinished()) {
        Visit visit = next(frontier);
        second.add(visit.getURL());
        done(frontier, visit);
      }
      assertThat(second).hasSize(6).startsWith(first.get(1)).doesNotContain(first.get(0));
      second.removeAll(first);
      assertThat(second).hasSize(5);
    }
  }

  private static JournalRecord visited(Visit visit) {
    return new JournalRecord.Visited(
        visit.index,
        visit.getURL(),
        visit.isOwn,
        "ok",
        "",
        Payload.NONE,
        List.of(),
        List.of(),
        0,
        0,
        new Place(0, -1, 0));
  }

  @Test
  void stoppedCrawlHandsOutNothingMoreAndIsNotDone() throws IOException {
    try (OpenLevel level = open("c", List.of("http://a.test/1", "http://b.test/1"))) {
      LevelFrontier frontier = frontier();
      frontier.begin(level, 0);
      Visit stopped = next(frontier);
      frontier.finish();
      frontier.setProcessed(stopped);
      List<WebURL> none = new ArrayList<>();
      frontier.getNextURLs(1, none);
      assertThat(none).isEmpty();
      assertThat(finished).isEmpty();
      assertThat(frontier.isLevelDone()).isFalse();
    }
  }

  /**
   * The URLs of this level would not fit into the heap that it is handed out in. With {@code
   * -Durls=1000000} it is the million; what it took is left in {@code target}.
   */
  @Test
  void memoryGrowsWithHostsAndNotWithUrls() throws Exception {
    int urls = Integer.getInteger("urls", 150_000);
    int hosts = urls / 100;
    String path = "/a-path-as-long-as-many-are-on-the-web/" + "x".repeat(120) + "/";
    open(
            "c",
            IntStream.range(0, urls)
                .mapToObj(i -> "http://site" + i % hosts + ".example.org" + path + i)
                .toList())
        .close();
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Math.max(16, urls / 20_000) + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FrontierProcess.class.getName(),
                folder.resolve("c").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(said).startsWith(urls + " URLs of " + hosts + " hosts took ");
    Files.writeString(Path.of("target", "frontier-memory.txt"), said + "\n");
    String[] words = said.split(" ", -1);
    assertThat(Long.parseLong(words[words.length - 2])).isLessThan(hosts * 250L + 1_000_000);
  }
}
