package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import edu.uci.ics.crawler4j.url.WebURL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.frontier.JournalRecord.Payload;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.frontier.Place;
import org.estover.crawl.frontier.Round;
import org.estover.crawl.source.CrawlLimits;
import org.estover.crawl.warc.Capture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LevelFrontierTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir Path folder;

  private final List<String> finished = new ArrayList<>();

  private static final ConnectTo OURS =
      ConnectTo.parse(List.of("a.test=127.0.0.1:1", "b.test=127.0.0.1:1", "slow.test=127.0.0.1:1"));

  private LevelFrontier frontier() {
    return new LevelFrontier(
        new Politeness(CLOCK, 0, OURS),
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

  /** A host that is asked for once in five minutes, and a clock that is put forward by hand. */
  private final class SlowHost {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Clock clock =
        new Clock() {
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
            return Instant.ofEpochMilli(now.get());
          }
        };
    private final Politeness politeness = new Politeness(clock, 0, OURS);
    private final LevelFrontier frontier =
        new LevelFrontier(
            politeness,
            new HostBudgets(CrawlLimits.DEFAULT),
            clock,
            visit -> finished.add(visit.getURL()));

    SlowHost() throws InterruptedException, IOException {
      politeness.askedDelay(url("http://slow.test/"), 300_000);
      Patience patience = new Patience("slow.test", 0);
      patience.begin(clock.millis());
      politeness.turn(url("http://slow.test/"), patience).close();
    }

    Visit handedOut(PutOffs putOffs) {
      Visit visit = next(frontier);
      visit.patient(1_000_000);
      putOffs.begin(visit);
      return visit;
    }

    /** Has a visit ask the host. */
    void ask(Visit visit) throws IOException, InterruptedException {
      politeness.turn(url("http://slow.test/"), visit.patience()).close();
    }

    boolean isPutOff(PutOffs putOffs, Visit visit) {
      try {
        ask(visit);
        return false;
      } catch (NotDue e) {
        return putOffs.putsOff(visit, e);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static PageUrl url(String url) {
    return PageUrl.parse(url).orElseThrow();
  }

  private static Exchange answer(Visit visit) {
    return answer(visit, 1000);
  }

  private static Exchange answer(Visit visit, int size) {
    byte[] body = new byte[size];
    return Exchange.of(
        new Capture(visit.getURL(), "2026-01-01T00:00:00Z", 200, List.of(), body, true));
  }

  @Test
  void visitsThatWaitForAnotherHostStandInItsLineWithTheirAnswers() throws Exception {
    List<String> urls =
        List.of("http://a.test/1", "http://a.test/2", "http://b.test/1", "http://slow.test/1");
    try (OpenLevel level = open("c", urls)) {
      SlowHost slow = new SlowHost();
      slow.frontier.begin(level, 0);
      PutOffs putOffs = new PutOffs(slow.frontier, slow.clock);
      List<Visit> guests = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Visit guest = slow.handedOut(putOffs);
        guest.exchange = answer(guest);
        assertThat(slow.isPutOff(putOffs, guest)).isTrue();
        slow.frontier.setProcessed(guest);
        guests.add(guest);
      }
      assertThat(slow.frontier.dueMillis("slow.test"))
          .as("behind those who wait")
          .isEqualTo(slow.now.get() + 3 * 300_000);
      assertThat(finished).isEmpty();
      slow.now.addAndGet(300_000);
      Visit first = slow.handedOut(putOffs);
      assertThat(first).as("before the host's own page").isSameAs(guests.get(0));
      assertThat(first.exchange).isNotNull();
      slow.ask(first);
      done(slow.frontier, first);
      Visit other = slow.handedOut(putOffs);
      assertThat(other.page().host()).as("whose page was waited for").isEqualTo("a.test");
      done(slow.frontier, other);
      slow.now.addAndGet(300_000);
      Visit second = slow.handedOut(putOffs);
      assertThat(second).isSameAs(guests.get(1));
      slow.ask(second);
      done(slow.frontier, second);
      slow.now.addAndGet(300_000);
      done(slow.frontier, slow.handedOut(putOffs));
      assertThat(slow.frontier.isLevelDone()).isTrue();
      assertThat(finished).hasSize(4);
    }
  }

  /** Who was handed out for it would wait, and come to the end of its patience with nothing. */
  @Test
  @SuppressWarnings("try") // The turn is held, not used.
  void aHostThatAnswersSlowlyIsNotDueBeforeItHasAnswered() throws Exception {
    SlowHost slow = new SlowHost();
    slow.now.addAndGet(300_000);
    assertThat(slow.frontier.dueMillis("slow.test")).isEqualTo(slow.now.get());
    Patience patience = new Patience("slow.test", 0);
    patience.begin(slow.now.get());
    try (Politeness.Turn turn = slow.politeness.turn(url("http://slow.test/"), patience)) {
      slow.now.addAndGet(1_000_000);
      assertThat(slow.frontier.dueMillis("slow.test")).isGreaterThan(slow.now.get());
    }
    assertThat(slow.frontier.dueMillis("slow.test")).isEqualTo(slow.now.get() + 300_000);
    slow.now.addAndGet(300_000);
    assertThat(slow.frontier.dueMillis("slow.test")).isEqualTo(slow.now.get());
  }

  @Test
  void whereThereIsNoRoomForAnAnswerThePageIsAskedOnceMoreAndThenWaitsNoLonger() throws Exception {
    try (OpenLevel level = open("c", List.of("http://a.test/1"))) {
      SlowHost slow = new SlowHost();
      slow.frontier.begin(level, 0);
      PutOffs putOffs = new PutOffs(slow.frontier, slow.clock, 999);
      Visit visit = slow.handedOut(putOffs);
      visit.exchange = answer(visit);
      assertThat(slow.isPutOff(putOffs, visit)).isTrue();
      slow.frontier.setProcessed(visit);
      slow.now.addAndGet(300_000);
      Visit again = slow.handedOut(putOffs);
      assertThat(again.exchange).as("what was dropped is asked for again").isNull();
      again.exchange = answer(again);
      slow.ask(again);
      assertThat(slow.isPutOff(putOffs, again)).isFalse();
      assertThat(again.patience().isOver(new NotDue(url("http://slow.test/")))).isTrue();
    }
  }

  @Test
  void fewLargeAnswersLeaveRoomForManySmallOnes() throws Exception {
    try (OpenLevel level = open("c", List.of("http://a.test/1", "http://b.test/1"))) {
      SlowHost slow = new SlowHost();
      slow.frontier.begin(level, 0);
      PutOffs putOffs = new PutOffs(slow.frontier, slow.clock, 640_000);
      Visit large = slow.handedOut(putOffs);
      large.exchange = answer(large, 400_000);
      assertThat(slow.isPutOff(putOffs, large)).isTrue();
      assertThat(large.exchange).as("no room for more than half").isNull();
      large.wasDropped = false;
      large.exchange = answer(large, 300_000);
      assertThat(slow.isPutOff(putOffs, large)).isTrue();
      assertThat(large.exchange).isNotNull();
      Visit other = slow.handedOut(putOffs);
      other.exchange = answer(other, 300_000);
      assertThat(slow.isPutOff(putOffs, other)).isTrue();
      assertThat(other.exchange).isNull();
      other.exchange = answer(other, 1000);
      other.wasDropped = false;
      assertThat(slow.isPutOff(putOffs, other)).isTrue();
      assertThat(other.exchange).isNotNull();
    }
  }

  @Test
  void aPageIsPutOffSoManyTimesAndSoLongForOtherHostsAndForItsOwnAsLongAsThatAsks() {
    NotDue other = new NotDue(url("http://slow.test/"));
    NotDue own = new NotDue(url("http://a.test/"));
    Patience often = new Patience("a.test", 1000);
    for (int i = 0; i < Patience.MOST_PUT_OFFS; i++) {
      assertThat(often.waits(other, 5, 5)).isTrue();
      assertThat(often.waits(own, 5, 1_000_000)).isTrue();
    }
    assertThat(often.waits(other, 5, 5)).isFalse();
    assertThat(often.isOver(other)).isTrue();
    assertThat(often.waits(own, 5, 1_000_000)).isTrue();
    Patience wait = new Patience("a.test", 1000);
    assertThat(wait.waits(other, 0, 600)).isTrue();
    assertThat(wait.waits(other, 600, 1000)).isTrue();
    assertThat(wait.waits(other, 1000, 1001)).isFalse();
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
