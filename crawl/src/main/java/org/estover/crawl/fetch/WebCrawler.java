package org.estover.crawl.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.estover.crawl.fetch.engine.CrawlEngine;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.WebSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crawls the web from a plan's seeds, politely and within its limits.
 *
 * <p>Pages are visited in link levels, ordered within a level by a hash of seed and URL; a level's
 * pages are all visited before the budget is looked at again, so what is captured depends on the
 * plan and the web but not on timing or on the number of threads. Items arrive in no particular
 * order. Every page that was scheduled becomes one item: fetched ({@code ok}, {@code truncated}) or
 * with a class that says why not:
 *
 * <ul>
 *   <li>{@code http-404}, {@code http-301} and so on: the answer's status; {@code
 *       too-many-redirects} for one hop more than the plan allows
 *   <li>{@code noindex}: the page says that its text is not to be kept
 *   <li>{@code robots-disallow}, {@code robots-unreachable}: not asked for
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
 * tdmrep.json} and RSL documents included; all exchanges are kept as WARC.
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
   * Crawls {@code source} to its end.
   *
   * @param connectTo names served at fixed addresses, the only ones that may be private
   * @param warcFolder where the WARC files go; created if absent, must hold none of ours
   * @param sink takes the pages, one call at a time
   * @param progress hears of levels and pages
   * @throws IOException if the sink fails or the folder cannot be written; never for what a site
   *     does
   */
  public CrawlOutcome crawl(
      WebSource source, ConnectTo connectTo, Path warcFolder, ItemSink sink, CrawlProgress progress)
      throws IOException, InterruptedException {
    LOG.info("crawl=start source={} seeds={}", source.name(), source.crawl().seeds().size());
    CrawlOutcome outcome =
        new CrawlEngine(AGENT, signer.identity(source.crawl().contact()), threads, clock)
            .crawl(source, connectTo, warcFolder, sink, progress);
    LOG.info(
        "crawl=end source={} levels={} pages={}", source.name(), outcome.levels(), outcome.pages());
    return outcome;
  }
}
