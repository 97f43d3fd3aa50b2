package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.Crawl;
import org.estover.crawl.fetch.CrawlProgress;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.Round;
import org.estover.crawl.frontier.Share;
import org.estover.crawl.frontier.UrlKey;
import org.estover.crawl.source.WebSource;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;

/**
 * The crawl of one web source, on one machine or on a cluster that shares the run's folder.
 *
 * <p>On one machine it is one group in this process. On a cluster the registered domains are dealt
 * to as many groups as there are cores; a group's part of a round is a task, so that a domain is
 * asked by one task at a time however large the cluster is. The number of groups is kept with the
 * crawl, and changes nothing but speed.
 */
final class WebCrawl {
  /** Changes nothing but speed: one host is never asked twice at once. */
  private static final int FETCHES_AT_ONCE = 8;

  private final WebSource source;
  private final Path out;
  private final Crawl crawl;
  private final Workplace workplace;
  private int groups;

  /**
   * A crawl that is begun, or gone on with, by {@link #run}.
   *
   * @param out the stage's folder
   * @param frontier the folder of what crawls go on from
   */
  WebCrawl(WebSource source, Path out, Path frontier, Workplace workplace) {
    this.source = source;
    this.out = out;
    this.workplace = workplace;
    this.crawl =
        new Crawl(
            source,
            out.resolve("warc").resolve(source.name()),
            frontier.resolve(source.name()),
            source.since().stream().map(Path::of).toList());
  }

  /** In how many groups the crawl was run. */
  int groups() {
    return groups;
  }

  /** Crawls to the end. */
  void run() throws IOException {
    Path run = out.toAbsolutePath().normalize().getParent();
    for (Path since : crawl.since()) {
      if (run != null && since.toAbsolutePath().normalize().startsWith(run)) {
        throw Errors.sinceTheRunItself(source.name(), since);
      }
    }
    WebCrawler crawler = new WebCrawler(FETCHES_AT_ONCE, workplace.clock(), workplace.signer());
    CrawlFolder folder = crawler.begin(crawl, wantedGroups());
    groups = folder.groups().count();
    if (groups > 1) {
      runAsTasks(folder);
      return;
    }
    try (Progress.Bar bar = bar(0)) {
      crawler.run(crawl, workplace.connectTo(), groups, new PageBar(bar));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.interrupted(source.name(), e);
    }
  }

  private Progress.Bar bar(long pages) {
    return workplace.progress().start(StageName.CRAWL, "pages", pages);
  }

  private int wantedGroups() {
    EngineSettings settings = workplace.engine().settings();
    if (settings.partitions() > 0) {
      return settings.partitions();
    }
    return settings.master().startsWith("local")
        ? 1
        : workplace.engine().spark().defaultParallelism();
  }

  private void runAsTasks(CrawlFolder folder) throws IOException {
    Optional<Round> next = crawl.next(folder);
    while (next.isPresent()) {
      Round round = next.get();
      CarriedRound carried = CarriedRound.of(round);
      long cost = 0;
      try (Progress.Bar bar = bar(round.pages())) {
        for (long visited : map(bar, new VisitTask(carried(), carried))) {
          cost += visited;
        }
        map(bar, new GatherTask(carried(), carried));
      }
      folder.done(round, cost);
      next = crawl.next(folder);
    }
  }

  private <R> List<R> map(Progress.Bar bar, Engine.FileTask<Integer, R> task) throws IOException {
    List<Integer> all = IntStream.range(0, groups).boxed().toList();
    return workplace.engine().map(all, bar, task);
  }

  /**
   * Writes the pages of a crawl that is over.
   *
   * @param input the place of its first group among all inputs, which names the files
   */
  StageReport deliver(int input) throws IOException {
    long fileBytes = workplace.engine().settings().fileBytes();
    DeliverTask task = new DeliverTask(carried(), out.toString(), input, fileBytes);
    Part sum = Part.NOTHING;
    try (Progress.Bar bar = workplace.progress().start(StageName.CRAWL, StageReport.BYTES, 0)) {
      for (Part part : map(bar, task)) {
        sum = sum.plus(part);
      }
    }
    return sum.reportOr(StageReport.empty(StageName.CRAWL));
  }

  private CarriedCrawl carried() throws IOException {
    return new CarriedCrawl(
        CarriedSource.of(source),
        crawl.warcs().toString(),
        crawl.state().toString(),
        new TreeMap<>(workplace.connectTo().addresses()),
        workplace.clock(),
        SigningKey.Carried.of(workplace.signer()));
  }

  /** A crawl on its way to a task. */
  private record CarriedCrawl(
      CarriedSource source,
      String warcs,
      String state,
      TreeMap<String, InetSocketAddress> connectTo,
      Clock clock,
      SigningKey.Carried signer)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    Crawl unpack() throws IOException {
      if (source.unpack() instanceof WebSource web) {
        return new Crawl(web, Path.of(warcs), Path.of(state));
      }
      throw new AssertionError(source);
    }
  }

  /** A round on its way to a task. */
  private record CarriedRound(int level, long pages, long share, long high, long low)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static CarriedRound of(Round round) {
      UrlKey oneMoreBelow = round.share().oneMoreBelow();
      return new CarriedRound(
          round.level(),
          round.pages(),
          round.share().pages(),
          oneMoreBelow.high(),
          oneMoreBelow.low());
    }

    Round unpack() {
      return new Round(level, pages, new Share(share, new UrlKey(high, low)));
    }
  }

  private record VisitTask(CarriedCrawl crawl, CarriedRound round)
      implements Engine.FileTask<Integer, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long run(Integer group, LongAccumulator done) throws IOException {
      try {
        return new WebCrawler(FETCHES_AT_ONCE, crawl.clock, crawl.signer.unpack())
            .visit(
                crawl.unpack(),
                new ConnectTo(crawl.connectTo),
                group,
                round.unpack(),
                new PageCount(done));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Errors.interrupted(crawl.source.kind(), e);
      }
    }
  }

  private record GatherTask(CarriedCrawl crawl, CarriedRound round)
      implements Engine.FileTask<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(Integer group, LongAccumulator done) throws IOException {
      crawl.unpack().gather(group, round.unpack());
      return group;
    }
  }

  private record DeliverTask(CarriedCrawl crawl, String out, int input, long fileBytes)
      implements Engine.FileTask<Integer, Part> {
    private static final long serialVersionUID = 1L;

    @Override
    public Part run(Integer group, LongAccumulator done) throws IOException {
      Crawl unpacked = crawl.unpack();
      try (CaptureWriter writer =
          new CaptureWriter(
              Path.of(out), unpacked.source().name(), input + group, fileBytes, done::add)) {
        String source = unpacked.source().name();
        unpacked
            .deliver(group, writer)
            .leftOut()
            .forEach((reason, urls) -> writer.warning(Errors.leftOut(source, reason, urls)));
        return Part.of(writer.finish(), RowSum.ZERO);
      }
    }
  }

  /** Counts pages in a task. */
  private record PageCount(LongAccumulator done) implements CrawlProgress {
    @Override
    public void resumed(long pages) {
      done.add(pages);
    }

    @Override
    public void page(String outcome, long bytes) {
      done.add(1);
    }
  }
}
