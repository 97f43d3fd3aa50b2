package org.estover.crawl.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.crawl.fetch.engine.CrawlEngine;
import org.estover.crawl.fetch.engine.GroupCrawl;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.Round;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.WebSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crawls the web from a plan's seeds, politely and within its limits.
 *
 * <p>Pages are visited in link levels, ordered within a level by a hash of seed and URL; a level's
 * pages are all visited before the budget is looked at again, so what is captured depends on the
 * plan and the web but not on timing or on the number of threads. A crawl keeps what it has on the
 * disk as it goes: one that was killed goes on where it was, and nothing is asked again but the
 * requests in flight and pages that waited for files of other hosts. Every page that was scheduled
 * becomes one item: fetched ({@code ok}, {@code truncated}) or with a class that says why not:
 *
 * <ul>
 *   <li>{@code http-404}, {@code http-301} and so on: the answer's status; {@code
 *       too-many-redirects} for one hop more than the plan allows
 *   <li>{@code noindex}: the page says that its text is not to be kept
 *   <li>{@code robots-disallow}, {@code robots-unreachable}: not asked for; why robots.txt could
 *       not be had is told of the site ({@link ItemSink#robots}), by the classes below, {@code
 *       http-429} and {@code http-503} and so on, {@code truncated}, or {@code unknown} where the
 *       crawl's records do not say it
 *   <li>{@code abandoned-429}, {@code abandoned-503}: the host asks to be left alone for longer
 *       than the plan waits; {@code host-abandoned}: not asked for after that
 *   <li>{@code timeout}, {@code too-slow}, {@code header-limit}, {@code compression-bomb}: the
 *       answer exceeds a limit
 *   <li>{@code blocked-address}, {@code dns-failed}, {@code connect-failed}, {@code tls-failed},
 *       {@code bad-response}, {@code bad-encoding}, {@code bad-url}, {@code bad-page}: there is no
 *       answer that can be used
 * </ul>
 *
 * <p>An item carries all rights signals that apply to its page, those of robots.txt, {@code
 * tdmrep.json}, ai.txt and RSL documents included; all exchanges are kept as WARC, but for answers
 * about pages that ask for patience and are then asked for again. What an earlier crawl holds is
 * asked for by condition where the crawl names one ({@link Crawl#since}), and becomes the same item
 * as if it had been sent again.
 *
 * <p>Immutable; one crawl at a time may write into a folder.
 */
public final class WebCrawler {
  /** The product token by which robots.txt files and page directives name this crawler. */
  public static final String AGENT = "estover";

  /** The User-Agent header of a crawler that names no page about itself. */
  public static final String USER_AGENT = AGENT + "/0.1 (public data trust crawler)";

  private static final Logger LOG = LoggerFactory.getLogger(WebCrawler.class);
  private static final int MAX_THREADS = 256;

  private final int threads;
  private final Clock clock;
  private final Signer signer;

  /** Who signs a crawl's requests, given the page about the crawler that its plan names. */
  public interface Signer {
    /** Nobody. */
    Signer NOBODY = CrawlerIdentity::unsigned;

    /**
     * The identity of a crawler.
     *
     * @throws IllegalArgumentException if a crawler that signs names no page about itself
     */
    CrawlerIdentity identity(String contact);
  }

  /**
   * A crawler that signs nothing.
   *
   * @param threads how many pages are fetched at a time, 1 to 256; changes nothing but speed
   * @param clock tells the time of captures and of politeness
   */
  public WebCrawler(int threads, Clock clock) {
    this(threads, clock, Signer.NOBODY);
  }

  /** The same, whose requests {@code signer} signs. */
  public WebCrawler(int threads, Clock clock, Signer signer) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw Errors.badThreads(threads);
    }
    this.threads = threads;
    this.clock = clock;
    this.signer = signer;
  }

  /**
   * Crawls {@code source} to its end, or goes on with a crawl that was ended before its end.
   *
   * @param connectTo names served at fixed addresses, the only ones that may be private
   * @param warcFolder where the WARC files go; created if absent, must hold none but those of an
   *     unfinished crawl of the same source
   * @param sink takes the pages once all are there, one call at a time
   * @param progress hears of levels and pages
   * @throws IOException if the sink fails or the folder cannot be written; never for what a site
   *     does
   */
  public CrawlOutcome crawl(
      WebSource source, ConnectTo connectTo, Path warcFolder, ItemSink sink, CrawlProgress progress)
      throws IOException, InterruptedException {
    return crawl(new Crawl(source, warcFolder, List.of()), connectTo, sink, progress);
  }

  /** The same of a crawl that may know of earlier ones, in its own folders. */
  public CrawlOutcome crawl(Crawl crawl, ConnectTo connectTo, ItemSink sink, CrawlProgress progress)
      throws IOException, InterruptedException {
    int groups = run(crawl, connectTo, 1, progress);
    CrawlOutcome outcome = CrawlOutcome.NOTHING;
    for (int group = 0; group < groups; group++) {
      outcome = outcome.plus(crawl.deliver(group, sink));
    }
    crawl.forget();
    return outcome;
  }

  /**
   * Does all rounds of a crawl in this process, or those that are left; its pages can be delivered
   * then.
   *
   * @param groups in how many groups it is done if it begins; changes nothing but speed
   * @return in how many groups it was done
   */
  public int run(Crawl crawl, ConnectTo connectTo, int groups, CrawlProgress progress)
      throws IOException, InterruptedException {
    String name = crawl.source().name();
    LOG.info("crawl=start source={} seeds={}", name, crawl.source().crawl().seeds().size());
    CrawlEngine engine = engine(crawl);
    CrawlFolder folder = crawl.begin(engine, groups);
    int count = folder.groups().count();
    List<GroupCrawl> open = new ArrayList<>();
    try {
      for (int group = 0; group < count; group++) {
        open.add(engine.group(crawl.source(), connectTo, folder, crawl.warcs(), group, progress));
      }
      Optional<Round> round = crawl.next(folder);
      while (round.isPresent()) {
        progress.level(round.get().level(), round.get().pages());
        long cost = 0;
        for (GroupCrawl group : open) {
          cost += group.visit(round.get());
        }
        for (GroupCrawl group : open) {
          group.gather(round.get());
        }
        folder.done(round.get(), cost);
        round = crawl.next(folder);
      }
    } finally {
      for (GroupCrawl group : open) {
        group.close();
      }
    }
    LOG.info("crawl=end source={} levels={}", name, folder.rounds());
    return count;
  }

  /** Begins a crawl, or goes on with it, that other processes may help with. */
  public CrawlFolder begin(Crawl crawl, int groups) throws IOException {
    return crawl.begin(engine(crawl), groups);
  }

  /**
   * Visits what a round has for one group, unless that was done; by one process at a time for each
   * group.
   *
   * @return how many of the pages count against the budget
   */
  public long visit(
      Crawl crawl, ConnectTo connectTo, int group, Round round, CrawlProgress progress)
      throws IOException, InterruptedException {
    try (GroupCrawl open =
        engine(crawl)
            .group(crawl.source(), connectTo, crawl.folder(), crawl.warcs(), group, progress)) {
      return open.visit(round);
    }
  }

  private CrawlEngine engine(Crawl crawl) {
    CrawlerIdentity identity = signer.identity(crawl.source().crawl().contact());
    return new CrawlEngine(AGENT, identity, threads, clock);
  }
}
