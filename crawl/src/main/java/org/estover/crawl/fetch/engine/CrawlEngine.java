package org.estover.crawl.fetch.engine;

import crawlercommons.filters.basic.BasicURLNormalizer;
import edu.uci.ics.crawler4j.crawler.CrawlConfig;
import edu.uci.ics.crawler4j.crawler.CrawlController;
import edu.uci.ics.crawler4j.url.TLDList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlOutcome;
import org.estover.crawl.fetch.CrawlProgress;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.WebSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs crawler4j's worker threads over our frontier until the plan is done.
 *
 * <p>The controller only wires the parts together: its monitor thread looks for idle workers every
 * few seconds, while this frontier knows when the last page is done and tells the workers at once.
 */
public final class CrawlEngine {
  private final String agent;
  private final CrawlerIdentity identity;
  private final int threads;
  private final Clock clock;

  /**
   * An engine.
   *
   * @param agent the product token that robots.txt files name, lower-case
   * @param identity who the requests say they come from
   * @param threads number of pages fetched at a time
   */
  public CrawlEngine(String agent, CrawlerIdentity identity, int threads, Clock clock) {
    this.agent = agent;
    this.identity = identity;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Crawls and gives every page to {@code sink}, one at a time.
   *
   * @throws IOException if the sink or the archive cannot be written
   */
  public CrawlOutcome crawl(
      WebSource source, ConnectTo connectTo, Path warcFolder, ItemSink sink, CrawlProgress progress)
      throws IOException, InterruptedException {
    CrawlPlan plan = source.crawl();
    List<PageUrl> seeds = seeds(plan);
    HttpLimits limits = HttpLimits.of(plan);
    int hostConnections = plan.limits().hostConnections();
    Files.createDirectories(warcFolder);
    Politeness politeness = new Politeness(clock, plan.delayMillis(), hostConnections, connectTo);
    Backoff backoff = new Backoff(clock, plan.limits(), politeness);
    HostBudgets budgets = new HostBudgets(plan.limits());
    ItemDelivery delivery = new ItemDelivery(source, sink, progress);
    LevelFrontier frontier =
        new LevelFrontier(plan, new Scope(plan, seeds), budgets, politeness, clock, delivery);
    CaptureArchive archive = new CaptureArchive(warcFolder, identity.userAgent(), clock);
    GuardedAddresses addresses = new GuardedAddresses(connectTo);
    try (archive;
        HttpExchanges http =
            new HttpExchanges(addresses, identity, limits, threads, hostConnections, clock)) {
      Sites sites = new Sites(agent, http, limits, politeness, backoff, archive, clock);
      seeds.forEach(frontier::offer);
      CrawlController controller =
          controller(
              warcFolder,
              new Parts(
                  http,
                  limits,
                  politeness,
                  backoff,
                  new Redirects(plan.limits().maxRedirects()),
                  sites,
                  archive,
                  frontier));
      work(controller, sites, frontier);
    }
    return delivery.outcome(frontier.levels(), budgets.leftOut(), archive.files());
  }

  /** What the controller wires together. */
  private record Parts(
      HttpExchanges http,
      HttpLimits limits,
      Politeness politeness,
      Backoff backoff,
      Redirects redirects,
      Sites sites,
      CaptureArchive archive,
      LevelFrontier frontier) {}

  private CrawlController controller(Path folder, Parts parts) throws IOException {
    CrawlConfig config = new CrawlConfig();
    config.setCrawlStorageFolder(folder.toString());
    config.setUserAgentString(identity.userAgent());
    config.setMaxDownloadSize(parts.limits.maxBytes());
    config.setBatchReadSize(1);
    config.setHaltOnError(false);
    return started(folder, () -> build(config, parts));
  }

  /**
   * What {@code construction} makes. Its checked exceptions, of which the library declares all, say
   * that the engine cannot start here; a programmer error is none of them.
   */
  static <T> T started(Path folder, Callable<T> construction) throws IOException {
    try {
      return construction.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Errors.noEngine(folder, e);
    }
  }

  private CrawlController build(CrawlConfig config, Parts parts) throws Exception {
    TLDList topLevel = new TLDList(config);
    EngineConfiguration configuration = new EngineConfiguration(parts.frontier);
    EngineFetcher fetcher =
        new EngineFetcher(
            config,
            agent,
            parts.http,
            parts.limits,
            parts.politeness,
            parts.backoff,
            parts.redirects,
            parts.sites,
            parts.archive);
    EngineParser parser = new EngineParser(config, topLevel, Visit::new, agent);
    EngineRobots robots = new EngineRobots(fetcher, Visit::new);
    return new CrawlController(
        config, new BasicURLNormalizer(), fetcher, parser, robots, topLevel, configuration);
  }

  private void work(CrawlController controller, Sites sites, LevelFrontier frontier)
      throws IOException, InterruptedException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      EngineCrawler crawler = new EngineCrawler(sites, frontier);
      Thread thread = new Thread(() -> run(crawler, frontier), "crawl " + i);
      thread.setDaemon(true);
      crawler.setThread(thread);
      crawler.init(i, controller);
      workers.add(thread);
      thread.start();
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } finally {
      frontier.finish();
      workers.forEach(Thread::interrupt);
    }
    @Nullable Throwable failure = frontier.failure();
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure != null) {
      throw Errors.workerDied(failure);
    }
  }

  private static void run(EngineCrawler crawler, LevelFrontier frontier) {
    crawler.run();
    Throwable cause = crawler.deathCause();
    if (cause != null) {
      frontier.fail(cause);
    }
  }

  private static List<PageUrl> seeds(CrawlPlan plan) throws IOException {
    List<PageUrl> seeds = new ArrayList<>();
    for (String seed : plan.seeds()) {
      seeds.add(PageUrl.parse(seed).orElseThrow(() -> Errors.noSeed(seed)));
    }
    return seeds;
  }
}
