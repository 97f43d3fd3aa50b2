package org.estover.crawl.fetch.engine;

import crawlercommons.filters.basic.BasicURLNormalizer;
import edu.uci.ics.crawler4j.crawler.CrawlConfig;
import edu.uci.ics.crawler4j.crawler.CrawlController;
import edu.uci.ics.crawler4j.url.TLDList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlProgress;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.Journal;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.frontier.Round;
import org.estover.crawl.rights.ParsedFiles;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.source.CrawlPlan;
import org.jspecify.annotations.Nullable;

/**
 * One group of a crawl, with its connections and what it knows of sites, open in this process.
 *
 * <p>crawler4j's controller only wires the parts together: its monitor thread looks for idle
 * workers every few seconds, while this frontier knows when the last page is done and tells the
 * workers at once.
 */
public final class GroupCrawl implements Closeable {
  /** How long a worker that was told to stop is waited for. */
  private static final long STOP_MILLIS = 5000;

  /** How much memory those files about sites may take that more than one site serves. */
  private static final long MAX_SHARED_BYTES = 32L << 20;

  private final Setting setting;
  private final GroupFolder folder;
  private final CrawlProgress progress;
  private final Politeness politeness;
  private final Backoff backoff;
  private final HostBudgets budgets;
  private final CaptureArchive archive;
  private final HttpExchanges http;
  private final EarlierCrawls earlier;
  private final LicenseBudget licenseBudget;
  private final Sites sites;
  private final LicenseDocuments licenses;
  private final LevelFrontier frontier;
  private final PutOffs putOffs;
  private final CrawlController controller;
  private boolean warm;

  /** Who crawls, how, and what. */
  record Setting(
      String agent,
      CrawlerIdentity identity,
      int threads,
      Clock clock,
      ConnectTo connectTo,
      CrawlPlan plan,
      Scope scope) {}

  private GroupCrawl(
      Setting setting,
      GroupFolder folder,
      WarcFiles files,
      CrawlProgress progress,
      HttpExchanges http,
      EarlierCrawls earlier,
      HttpLimits limits)
      throws IOException {
    this.setting = setting;
    this.folder = folder;
    this.progress = progress;
    this.http = http;
    this.earlier = earlier;
    Clock clock = setting.clock;
    politeness = new Politeness(clock, setting.plan.delayMillis(), setting.connectTo);
    budgets = new HostBudgets(setting.plan.limits());
    archive =
        new CaptureArchive(
            files,
            setting.identity.userAgent(),
            clock,
            site -> politeness.freeAtMillis(site.host()),
            new Captures(earlier));
    backoff = new Backoff(clock, setting.plan.limits(), politeness, archive::waits);
    SiteRequests requests = new SiteRequests(http, earlier, limits, politeness, archive);
    ParsedFiles parsed = new ParsedFiles(setting.agent, MAX_SHARED_BYTES);
    sites = new Sites(requests, parsed, politeness, backoff, setting.scope, clock);
    licenseBudget = new LicenseBudget(setting.plan, setting.scope);
    licenses = new LicenseDocuments(sites, requests, parsed, backoff, licenseBudget, clock);
    VisitKeeper keeper = new VisitKeeper(archive, setting.scope, setting.plan.seed(), progress);
    frontier = new LevelFrontier(politeness, budgets, clock, keeper);
    putOffs = new PutOffs(frontier, clock);
    controller = controller(files.folder(), limits);
  }

  static GroupCrawl open(
      Setting setting,
      GroupFolder folder,
      WarcFiles files,
      EarlierCrawls earlier,
      CrawlProgress progress)
      throws IOException {
    CrawlPlan plan = setting.plan;
    HttpLimits limits = HttpLimits.of(plan);
    HttpExchanges http =
        new HttpExchanges(
            new GuardedAddresses(setting.connectTo),
            setting.identity,
            limits,
            setting.threads,
            setting.clock);
    try {
      return new GroupCrawl(setting, folder, files, progress, http, earlier, limits);
    } catch (IOException e) {
      http.close();
      earlier.close();
      throw e;
    }
  }

  private CrawlController controller(Path folder, HttpLimits limits) throws IOException {
    CrawlConfig config = new CrawlConfig();
    config.setCrawlStorageFolder(folder.toString());
    config.setUserAgentString(setting.identity.userAgent());
    config.setMaxDownloadSize(limits.maxBytes());
    config.setBatchReadSize(1);
    config.setHaltOnError(false);
    return CrawlEngine.started(folder, () -> build(config, limits));
  }

  private CrawlController build(CrawlConfig config, HttpLimits limits) throws Exception {
    TLDList topLevel = new TLDList(config);
    EngineConfiguration configuration = new EngineConfiguration(frontier);
    EngineFetcher fetcher =
        new EngineFetcher(
            config,
            setting.agent,
            http,
            limits,
            setting.plan.limits().maxWaitMillis(),
            politeness,
            backoff,
            budgets,
            sites,
            putOffs,
            earlier,
            sitemapSeeds(setting.plan));
    EngineParser parser = new EngineParser(config, topLevel, Visit::new, setting.agent);
    EngineRobots robots = new EngineRobots(fetcher, Visit::new);
    return new CrawlController(
        config, new BasicURLNormalizer(), fetcher, parser, robots, topLevel, configuration);
  }

  /**
   * Visits what the round has for this group, unless that was done, and sorts the links found.
   *
   * @return how many of the pages count against the budget
   * @throws IOException if the folder cannot be written; never for what a site does
   */
  public long visit(Round round) throws IOException, InterruptedException {
    try (OpenLevel level = folder.open(round, archive::areWhole)) {
      int before = level.visited().cardinality();
      if (before > 0) {
        progress.resumed(before);
      }
      Path known = folder.budgets(round.level());
      boolean isKnown = Files.exists(known);
      if ((!isKnown || !level.isDone()) && !warm) {
        restore(round.level());
      }
      if (!level.isDone()) {
        if (level.goesOn() && !warm) {
          politeness.resume(level.carryover().freeAtMillis());
          backoff.resume(level.carryover());
        }
        archive.begin(level);
        frontier.begin(level, round.level());
        work();
        // Before the journal says that the level is done, since nobody finds out any more then.
        licenseBudget.write(folder.licenses(round.level()));
        budgets.write(known);
        folder.keepLeftOut(round.level(), frontier::reasonAgainst);
        archive.endLevel();
        warm = true;
      } else if (!isKnown) {
        licenseBudget.write(folder.licenses(round.level()));
        budgets.write(known);
      }
    }
    long now = setting.clock.millis();
    folder.spread(
        round.level(), VisitKeeper::costsNothing, now, now - CaptureArchive.OLDEST_MILLIS);
    return folder.cost(round.level());
  }

  /**
   * Finds out what is known of sites from the levels before, and from what this one has visited.
   */
  private void restore(int level) throws IOException {
    if (level > 0) {
      budgets.read(folder.budgets(level - 1));
      Path named = folder.licenses(level - 1);
      // A crawl that an earlier version began has none.
      if (Files.exists(named)) {
        licenseBudget.read(named);
      }
    }
    try (Journal.Reader journal = new Journal.Reader(folder.journal(level))) {
      for (var next = journal.next(); next.isPresent(); next = journal.next()) {
        if (next.get() instanceof JournalRecord.Visited page) {
          PageUrl url = PageUrl.parse(page.url()).orElseThrow(() -> Errors.notNormal(page.url()));
          budgets.visited(url, page.isOwn(), level, page.outcome(), page.said());
          for (String signal : page.signals()) {
            if (signal.startsWith("rsl ")
                && RightsSignal.parse(signal) instanceof RslLicense license) {
              licenseBudget.visited(url, license);
            }
          }
          if (page.outcome().startsWith("http-3") && page.links().size() == 1) {
            PageUrl.parse(page.links().get(0))
                .ifPresent(target -> budgets.follows(url, page.isOwn(), target));
          }
        }
      }
    }
  }

  /** Makes what the next round could visit, once every group has visited this one. */
  public void gather(Round round) throws IOException {
    int next = round.level() + 1;
    folder.gather(next, next >= setting.plan.maxDepth());
  }

  /** Of each site the first seed, from which the pages of the site's sitemaps count as linked. */
  private static Set<String> sitemapSeeds(CrawlPlan plan) {
    Map<String, String> first = new TreeMap<>();
    if (plan.limits().sitemaps()) {
      for (String seed : plan.seeds()) {
        PageUrl.parse(seed).ifPresent(url -> first.putIfAbsent(url.authority(), url.toString()));
      }
    }
    return new TreeSet<>(first.values());
  }

  private void work() throws IOException, InterruptedException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 1; i <= setting.threads && !frontier.isFinished(); i++) {
      EngineCrawler crawler = new EngineCrawler(licenses, putOffs, frontier);
      Thread thread = new Thread(() -> run(crawler), "crawl " + i);
      thread.setDaemon(true);
      crawler.setThread(thread);
      CrawlEngine.started(
          folder.journal(0),
          () -> {
            crawler.init(workers.size() + 1, controller);
            return crawler;
          });
      workers.add(thread);
      thread.start();
    }
    boolean done = false;
    try {
      for (Thread worker : workers) {
        worker.join();
      }
      done = true;
    } finally {
      if (!done) {
        frontier.finish();
        workers.forEach(Thread::interrupt);
        for (Thread worker : workers) {
          // Who is still asking a site must not do so beside the next attempt.
          worker.join(STOP_MILLIS);
        }
      }
    }
    @Nullable Throwable failure = frontier.failure();
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure != null) {
      throw Errors.workerDied(failure);
    }
    if (!frontier.isLevelDone()) {
      throw new InterruptedException("the crawl was stopped");
    }
  }

  private void run(EngineCrawler crawler) {
    crawler.run();
    Throwable cause = crawler.deathCause();
    if (cause != null) {
      frontier.fail(cause);
    }
  }

  @Override
  public void close() throws IOException {
    try (http;
        earlier) {
      archive.close();
    }
  }
}
