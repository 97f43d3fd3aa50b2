package org.estover.crawl.source;

import java.util.List;
import java.util.Locale;

/**
 * Where a crawl starts and how far it goes; what it finds depends on nothing but this and the web.
 *
 * @param seeds the URLs of level 0
 * @param hosts the hosts that may be visited, in lower case; none means the hosts of the seeds
 * @param excludes path patterns in the syntax of robots.txt ({@code *} and {@code $}) that are not
 *     visited
 * @param maxPages the number of pages after which no further level begins and none is scheduled;
 *     where a level has more, each registered domain has its share
 * @param maxDepth the number of links between a seed and the farthest page
 * @param delayMillis the least time between two requests to one host
 * @param timeoutMillis the time for one page, from connecting to its last byte
 * @param maxPageBytes the size above which a page is cut and marked {@code truncated}
 * @param seed what orders the pages of one level
 * @param limits what the crawl puts up with
 * @param contact URL of a page about the crawler for those it visits, or ""
 */
public record CrawlPlan(
    List<String> seeds,
    List<String> hosts,
    List<String> excludes,
    int maxPages,
    int maxDepth,
    long delayMillis,
    long timeoutMillis,
    long maxPageBytes,
    long seed,
    CrawlLimits limits,
    String contact) {
  public CrawlPlan {
    seeds = List.copyOf(seeds);
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    excludes = List.copyOf(excludes);
    if (seeds.isEmpty()) {
      throw Errors.noSeeds();
    }
    if (maxPages < 1 || maxDepth < 0 || delayMillis < 0 || timeoutMillis < 1 || maxPageBytes < 1) {
      throw Errors.badCrawlLimit();
    }
  }

  /** A plan of the usual limits. */
  public CrawlPlan(
      List<String> seeds,
      List<String> hosts,
      List<String> excludes,
      int maxPages,
      int maxDepth,
      long delayMillis,
      long timeoutMillis,
      long maxPageBytes,
      long seed) {
    this(
        seeds,
        hosts,
        excludes,
        maxPages,
        maxDepth,
        delayMillis,
        timeoutMillis,
        maxPageBytes,
        seed,
        CrawlLimits.DEFAULT,
        "");
  }
}
