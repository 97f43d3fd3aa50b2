package org.estover.crawl.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.JournalRecord.Payload;
import org.estover.crawl.frontier.JournalRecord.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frontier on the disk, in groups and with kills, against the plain one in memory. */
final class CrawlFolderTest {
  private static final Journal.Captures ALL_WHOLE = (file, from, to) -> true;

  @TempDir Path folder;

  static Stream<Arguments> crawls() {
    long only = Long.getLong("seed", -1);
    LongStream seeds = only < 0 ? LongStream.range(0, 4) : LongStream.of(only);
    return seeds
        .boxed()
        .flatMap(seed -> Stream.of(1, 2, 7).map(groups -> Arguments.of(seed, groups)));
  }

  private static SlowFrontier.Web web(SplittableRandom random) {
    int hosts = 1 + random.nextInt(9);
    int size = 1 + random.nextInt(300);
    List<String> urls = new ArrayList<>();
    for (int page = 0; page < size; page++) {
      int host = random.nextInt(hosts);
      String name = (host % 3 == 0 ? "www.h" : "h") + host / 2 + ".example" + host % 3 + ".org";
      String port = host % 4 == 1 ? ":8080" : "";
      String path = random.nextInt(9) == 0 ? "" : "p".repeat(1 + random.nextInt(20)) + page;
      urls.add("http://" + name + port + "/" + path);
    }
    Map<String, List<String>> pages = new TreeMap<>();
    for (String url : urls) {
      List<String> links = new ArrayList<>();
      for (int link = random.nextInt(6); link > 0; link--) {
        links.add(urls.get(random.nextInt(size)));
      }
      pages.put(url, links);
    }
    List<String> seeds = List.of(urls.get(0), urls.get(random.nextInt(size)), urls.get(0));
    return new SlowFrontier.Web(seeds, pages, url -> url.length() % 7 == 3);
  }

  @ParameterizedTest(name = "seed {0}, {1} groups")
  @MethodSource("crawls")
  void levelsAreThoseOfThePlainFrontierAfterAnyKill(long seed, int groups) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SlowFrontier.Web web = web(random);
    long maxPages = random.nextInt(4) == 0 ? 100_000 : 1 + random.nextInt(250);
    int maxDepth = random.nextInt(3) == 0 ? 3 : 50;
    List<Set<String>> expected = SlowFrontier.levels(web, seed, maxPages, maxDepth);
    List<Set<String>> found = new ArrayList<>();
    while (true) {
      // What a process would begin with, after whatever became of the one before.
      CrawlFolder crawl = CrawlFolder.open(folder, "plan", groups, seed, 500);
      for (int group = 0; group < groups; group++) {
        crawl.group(group).seeds(web.seeds());
      }
      Optional<Round> next = crawl.next(maxPages, maxDepth);
      if (next.isEmpty()) {
        break;
      }
      Round round = next.get();
      assertThat(round.level()).isEqualTo(found.size());
      boolean killed = false;
      long cost = 0;
      for (int group = 0; group < groups && !killed; group++) {
        killed = visit(crawl.group(group), round, web, random.nextInt(1, Integer.MAX_VALUE));
        if (!killed) {
          crawl.group(group).spread(round.level(), "free"::equals, 0, 0);
          cost += crawl.group(group).cost(round.level());
        }
        killed |= random.nextInt(9) == 0;
      }
      for (int group = 0; group < groups && !killed; group++) {
        crawl.group(group).gather(round.level() + 1, round.level() + 1 >= maxDepth);
        killed = random.nextInt(12) == 0;
      }
      if (!killed) {
        Set<String> level = visited(crawl, round.level());
        assertThat(level).hasSize((int) round.pages());
        found.add(level);
        crawl.done(round, cost);
      }
    }
    assertThat(found).isEqualTo(expected);
    try (Stream<Path> walk = Files.walk(folder)) {
      assertThat(walk.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".unfinished") || name.contains("-run-"));
    }
  }

  /**
   * Visits what is left, or some of it; returns whether the process was killed.
   *
   * @param kills when it is killed follows from this; 0 for never
   */
  private boolean visit(GroupFolder group, Round round, SlowFrontier.Web web, int kills)
      throws IOException {
    SplittableRandom random = new SplittableRandom(kills);
    boolean killed = false;
    try (OpenLevel open = group.open(round, ALL_WHOLE)) {
      if (open.isDone()) {
        return false;
      }
      for (Level.Host host : open.level().hosts()) {
        long offset = host.offset();
        for (int i = 0; i < host.count(); i++) {
          Level.Entry entry = open.level().at(offset);
          offset = entry.next();
          assertThat(PageUrl.parse(entry.found().url()).orElseThrow().host())
              .isEqualTo(host.name());
          if (!open.visited().get(host.index() + i) && !killed) {
            open.journal().append(visit(host.index() + i, entry.found(), web));
            killed = kills > 0 && random.nextInt(80) == 0;
          }
        }
      }
      if (!killed) {
        open.journal().append(new JournalRecord.Mark(Step.DONE, Place.START));
      }
    }
    if (killed && random.nextBoolean()) {
      Path journal = group.journal(round.level());
      try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
        channel.truncate(Math.max(0, channel.size() - random.nextInt(200)));
      }
    }
    return killed;
  }

  private static JournalRecord visit(int index, FoundUrl found, SlowFrontier.Web web) {
    String url = found.url();
    return new JournalRecord.Visited(
        index,
        url,
        found.isOwn(),
        web.isFree().test(url) ? "free" : "ok",
        "",
        Payload.NONE,
        List.of("aipref header path= value=train-ai%20=n"),
        web.links(url),
        7,
        5,
        new Place(0, -1, 0));
  }

  private static Set<String> visited(CrawlFolder crawl, int level) throws IOException {
    Set<String> urls = new TreeSet<>();
    for (int group = 0; group < crawl.groups().count(); group++) {
      try (Journal.Reader journal = new Journal.Reader(crawl.group(group).journal(level))) {
        for (var next = journal.next(); next.isPresent(); next = journal.next()) {
          if (next.get() instanceof JournalRecord.Visited page) {
            assertThat(urls.add(page.url())).as(page.url() + " once").isTrue();
          }
        }
      }
    }
    return urls;
  }

  @Test
  void crawlOfAnotherPlanIsNotGoneOnWith() throws IOException {
    CrawlFolder.open(folder, "one plan", 3, 1);
    assertThat(CrawlFolder.open(folder, "one plan", 5, 1).groups().count())
        .as("the groups are those it was begun with")
        .isEqualTo(3);
    assertThatThrownBy(() -> CrawlFolder.open(folder, "another plan", 3, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unfinished crawl of another plan");
  }

  @Test
  void crawlOfAnotherVersionIsNotGoneOnWith() throws IOException {
    Files.writeString(folder.resolve("crawl"), "crawl 2 3\nplan");
    assertThatThrownBy(() -> CrawlFolder.open(folder, "plan", 3, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another version of this program has begun");
  }

  /** One domain links to more than the budget, and each of the others has pages in three levels. */
  @ParameterizedTest(name = "{0} groups")
  @ValueSource(ints = {1, 5})
  void domainOfManyUrlsLeavesTheOthersTheirShare(int groups) throws IOException {
    Map<String, List<String>> pages = new TreeMap<>();
    List<String> seeds = new ArrayList<>();
    List<String> farm = new ArrayList<>();
    for (int page = 0; page < 10_000; page++) {
      farm.add("http://x" + page % 7 + ".farm.example/" + page);
    }
    seeds.add("http://farm.example/");
    pages.put(seeds.get(0), farm);
    Set<String> small = new TreeSet<>();
    for (int site = 0; site < 20; site++) {
      String home = "http://small" + site + ".example/";
      seeds.add(home);
      pages.put(home, List.of(home + "a", home + "b", home + "c"));
      pages.put(home + "a", List.of(home + "d", home + "e"));
      pages.put(home + "e", List.of(home + "f"));
      small.add(home);
      "abcdef".chars().forEach(page -> small.add(home + (char) page));
    }
    SlowFrontier.Web web = new SlowFrontier.Web(seeds, pages, url -> false);
    List<Set<String>> levels = crawl(web, groups, 1000, 20);
    assertThat(levels).isEqualTo(SlowFrontier.levels(web, 1, 1000, 20));
    Set<String> all = new TreeSet<>();
    levels.forEach(all::addAll);
    assertThat(all).hasSize(1000).containsAll(small);
  }

  /** Nobody can fill another's share with links to pages that are not there. */
  @ParameterizedTest(name = "{0} groups")
  @ValueSource(ints = {1, 5})
  void whatADomainItselfLeadsToComesBeforeWhatOthersLeadTo(int groups) throws IOException {
    String home = "http://good.example/";
    String evil = "http://evil.example/";
    Set<String> real = new TreeSet<>();
    List<String> made = new ArrayList<>();
    for (int page = 0; page < 1000; page++) {
      made.add(home + "not-there-" + page);
    }
    for (int page = 0; page < 40; page++) {
      real.add(home + page);
    }
    Map<String, List<String>> pages = Map.of(home, List.copyOf(real), evil, made);
    SlowFrontier.Web web = new SlowFrontier.Web(List.of(home, evil), pages, url -> false);
    List<Set<String>> levels = crawl(web, groups, 100, 20);
    assertThat(levels).isEqualTo(SlowFrontier.levels(web, 1, 100, 20));
    assertThat(levels.get(1)).containsAll(real);
  }

  /** The levels of a crawl that nobody disturbs. */
  private List<Set<String>> crawl(SlowFrontier.Web web, int groups, long maxPages, int maxDepth)
      throws IOException {
    CrawlFolder crawl = CrawlFolder.open(folder, "plan", groups, 1);
    for (int group = 0; group < groups; group++) {
      crawl.group(group).seeds(web.seeds());
    }
    List<Set<String>> levels = new ArrayList<>();
    while (true) {
      Optional<Round> next = crawl.next(maxPages, maxDepth);
      if (next.isEmpty()) {
        return levels;
      }
      Round round = next.get();
      long cost = 0;
      for (int group = 0; group < groups; group++) {
        assertThat(visit(crawl.group(group), round, web, 0)).isFalse();
        crawl.group(group).spread(round.level(), "free"::equals, 0, 0);
        cost += crawl.group(group).cost(round.level());
      }
      for (int group = 0; group < groups; group++) {
        crawl.group(group).gather(round.level() + 1, round.level() + 1 >= maxDepth);
      }
      levels.add(visited(crawl, round.level()));
      crawl.done(round, cost);
    }
  }

  @Test
  void groupIsWorkedOnByOneAtATime() throws IOException {
    CrawlFolder crawl = CrawlFolder.open(folder, "plan", 1, 1);
    crawl.group(0).seeds(List.of("http://a.example/"));
    Round round = crawl.next(10, 10).orElseThrow();
    try (OpenLevel open = crawl.group(0).open(round, ALL_WHOLE)) {
      assertThat(open.goesOn()).isFalse();
      assertThatThrownBy(() -> crawl.group(0).open(round, ALL_WHOLE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process crawls this group");
    }
    try (OpenLevel open = crawl.group(0).open(round, ALL_WHOLE)) {
      assertThat(open.goesOn()).isTrue();
    }
  }

  @Test
  void whatIsKnownOfSitesOutlivesTheLevelUntilItIsTooOld() throws IOException {
    CrawlFolder crawl = CrawlFolder.open(folder, "plan", 1, 1);
    GroupFolder group = crawl.group(0);
    group.seeds(List.of("http://a.example/"));
    Round round = crawl.next(10, 10).orElseThrow();
    JournalRecord.SiteAsked old = asked("http://a.example/old", 100, 500);
    JournalRecord.SiteAsked young = asked("http://b.example:81/robots.txt", 200, 900);
    try (OpenLevel open = group.open(round, ALL_WHOLE)) {
      open.journal().append(old);
      open.journal().append(young);
      open.journal()
          .append(
              visit(
                  0,
                  new FoundUrl("http://a.example/", true),
                  new SlowFrontier.Web(
                      List.of(),
                      Map.of("http://a.example/", List.of("http://a.example/2")),
                      url -> false)));
      open.journal().append(new JournalRecord.Mark(Step.DONE, new Place(2, -1, 77)));
    }
    group.spread(0, "free"::equals, 700, 150);
    group.gather(1, /* isLast= */ false);
    crawl.done(round, 1);
    Round second = crawl.next(10, 10).orElseThrow();
    try (OpenLevel open = group.open(second, ALL_WHOLE)) {
      assertThat(open.carryover().asked()).containsOnlyKeys(young.url()).containsValue(young);
      assertThat(open.carryover().freeAtMillis())
          .containsExactly(Map.entry("http://b.example:81", 900L));
      assertThat(open.carryover().place().file()).isEqualTo(2);
      assertThat(open.carryover().place().end()).isEqualTo(77);
      assertThat(open.goesOn()).isTrue();
    }
  }

  private static JournalRecord.SiteAsked asked(String url, long at, long free) {
    return new JournalRecord.SiteAsked(url, "ok", true, at, free, new Place(0, 3, 9));
  }
}
