package org.estover.crawl.fetch;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a finished crawl did.
 *
 * @param levels link levels that were fetched
 * @param bytes payload bytes of all pages
 * @param pages number of pages per outcome class, in order of the class
 * @param leftOut number of URLs that were seen but not visited, per reason: {@code low-yield},
 *     {@code host-budget} or {@code query-variants}
 * @param warcFiles names of the WARC files written, in the order they were begun
 */
public record CrawlOutcome(
    int levels,
    long bytes,
    Map<String, Long> pages,
    Map<String, Long> leftOut,
    List<String> warcFiles) {
  public CrawlOutcome {
    pages = Collections.unmodifiableMap(new TreeMap<>(pages));
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    warcFiles = List.copyOf(warcFiles);
  }
}
