package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import edu.uci.ics.crawler4j.url.WebURL;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
  void siteGetsItsNextUrlWhenTheOneBeforeIsOver() throws IOException {
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

  /** With {@code -Durls=1000000} the million; what it took is printed then. */
  @Test
  void memoryGrowsWithSitesAndNotWithUrls() throws IOException {
    int many = Integer.getInteger("urls", 60_000);
    int sites = many / 100;
    long few = heldBytes("few", sites, sites);
    long all = heldBytes("many", sites, many);
    if (many > 100_000) {
      System.out.printf(
          "%d URLs of %d sites: %d bytes, %d of one URL each%n", many, sites, all, few);
    }
    assertThat(few).isLessThan(sites * 1000L + 500_000);
    assertThat(all - few).as("bytes more for %d URLs more", many - sites).isLessThan(many);
  }

  private long heldBytes(String name, int sites, int urls) throws IOException {
    List<String> all =
        IntStream.range(0, urls)
            .mapToObj(i -> "http://site" + i % sites + ".example.org/page/" + i)
            .toList();
    open(name, all).close();
    all = List.of("http://site0.example.org/page/0");
    long before = usedBytes();
    try (OpenLevel level = open(name, all)) {
      LevelFrontier frontier = frontier();
      frontier.begin(level, 0);
      long after = usedBytes();
      assertThat(frontier.getQueueLength()).isEqualTo(urls);
      return after - before;
    }
  }

  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
