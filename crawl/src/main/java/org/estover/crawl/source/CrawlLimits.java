package org.estover.crawl.source;

/**
 * What a crawl puts up with from a hostile or broken web; all of it is on by default.
 *
 * @param maxHostPages the pages of one host at most
 * @param maxWireBytes the size above which a page is cut before it is unpacked
 * @param maxRatio how many times its size on the wire a page may unpack to
 * @param minBytesPerSecond the least rate of an answer, from ten seconds after its first byte on
 * @param maxHeaderBytes the size of an answer's header fields at most
 * @param maxHeaderFields the number of an answer's header fields at most
 * @param maxRedirects the hops of one chain of redirects at most
 * @param maxPathSegments the segments of a URL's path at most
 * @param maxSegmentRepeats how often one segment may stand in a path
 * @param maxQueryVariants the queries of one path at most
 * @param yieldPages of how many pages of a site in a row, or as many as ever said something new if
 *     these are more, more than one must say something new; 0 means that it need not
 * @param maxWaitMillis how long in total one host may have the crawl wait for it by {@code
 *     Retry-After}, and a page for files on other hosts that it names
 * @param maxRetries how often one page is asked for again
 * @param sitemaps whether the pages that a site's sitemaps list count as linked from its seeds
 */
public record CrawlLimits(
    int maxHostPages,
    long maxWireBytes,
    int maxRatio,
    long minBytesPerSecond,
    int maxHeaderBytes,
    int maxHeaderFields,
    int maxRedirects,
    int maxPathSegments,
    int maxSegmentRepeats,
    int maxQueryVariants,
    int yieldPages,
    long maxWaitMillis,
    int maxRetries,
    boolean sitemaps) {
  /** The limits of a plan that names none. */
  public static final CrawlLimits DEFAULT =
      new CrawlLimits(
          100_000, 64L << 20, 200, 64, 256 << 10, 500, 10, 25, 3, 1000, 32, 600_000, 3, true);

  public CrawlLimits {
    if (maxHostPages < 1
        || maxWireBytes < 1
        || maxRatio < 1
        || minBytesPerSecond < 0
        || maxHeaderBytes < 1
        || maxHeaderFields < 1
        || maxRedirects < 0
        || maxPathSegments < 1
        || maxSegmentRepeats < 1
        || maxQueryVariants < 1
        || yieldPages < 0
        || maxWaitMillis < 0
        || maxRetries < 0) {
      throw Errors.badCrawlLimit();
    }
  }
}
