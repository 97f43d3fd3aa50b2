package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlOutcome;
import org.estover.crawl.fetch.CrawlProgress;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.WebSource;

/** Crawls the groups of a crawl with crawler4j's worker threads over our frontier. */
public final class CrawlEngine {
  private static final String PREFIX = "crawl-";

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
   * Makes what the first level of every group could visit.
   *
   * @throws IOException if a seed is no URL, or the folder cannot be written
   */
  public void seed(WebSource source, CrawlFolder folder) throws IOException {
    List<PageUrl> seeds = seeds(source.crawl());
    Scope scope = new Scope(source.crawl(), seeds);
    List<String> urls = seeds.stream().filter(scope::contains).map(PageUrl::toString).toList();
    for (int group = 0; group < folder.groups().count(); group++) {
      folder.group(group).seeds(urls);
    }
  }

  /**
   * Opens one group, to visit its part of each round.
   *
   * @param warcs the folder of the WARC files, which exists
   */
  public GroupCrawl group(
      WebSource source,
      ConnectTo connectTo,
      CrawlFolder folder,
      Path warcs,
      int group,
      CrawlProgress progress)
      throws IOException {
    CrawlPlan plan = source.crawl();
    GroupCrawl.Setting setting =
        new GroupCrawl.Setting(
            agent, identity, threads, clock, connectTo, plan, new Scope(plan, seeds(plan)));
    WarcFiles files = new WarcFiles(warcs, prefix(folder, group));
    return GroupCrawl.open(
        setting, folder.group(group), files, EarlierCrawls.open(folder.earlier()), progress);
  }

  /**
   * Gives the pages of a group of a finished crawl to {@code sink}, one at a time, and sees to it
   * that its WARC files have their indexes.
   *
   * @throws IOException if the sink fails, or what was captured cannot be read
   */
  public static CrawlOutcome deliver(
      WebSource source, CrawlFolder folder, Path warcs, int group, ItemSink sink)
      throws IOException {
    WarcFiles files = new WarcFiles(warcs, prefix(folder, group));
    files.index();
    try (EarlierCrawls earlier = EarlierCrawls.open(folder.earlier())) {
      return new ItemDelivery(source, files, new Captures(earlier))
          .deliver(
              folder.group(group),
              folder.rounds(),
              folder.limitReached(source.crawl().maxPages()),
              sink);
    }
  }

  /**
   * Lets a crawl that begins ask for what has changed since earlier ones; one that goes on does as
   * it began.
   *
   * @param since runs, folders of crawls, or any folders with WARC files
   * @param warcs the folder of the crawl's own WARC files
   * @throws IOException if one of them holds no WARC file or is this crawl's own, or cannot be read
   */
  public static void since(List<Path> since, CrawlFolder folder, Path warcs) throws IOException {
    Path own = warcs.toAbsolutePath().normalize();
    for (Path earlier : since) {
      Path named = earlier.toAbsolutePath().normalize();
      if (own.startsWith(named) || named.startsWith(own)) {
        throw Errors.sinceItself(earlier);
      }
    }
    EarlierCrawls.prepare(since, folder.earlier());
  }

  /** Whether a folder holds WARC files of a crawl. */
  public static boolean hasCaptures(Path warcs) throws IOException {
    return !new WarcFiles(warcs, PREFIX).names().isEmpty();
  }

  /** What the names of a group's WARC files begin with. */
  private static String prefix(CrawlFolder folder, int group) {
    return folder.groups().count() == 1
        ? PREFIX
        : String.format(Locale.ROOT, "%s%05d-", PREFIX, group);
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

  private static List<PageUrl> seeds(CrawlPlan plan) throws IOException {
    List<PageUrl> seeds = new ArrayList<>();
    for (String seed : plan.seeds()) {
      seeds.add(PageUrl.parse(seed).orElseThrow(() -> Errors.noSeed(seed)));
    }
    return seeds;
  }
}
