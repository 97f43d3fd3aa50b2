package org.estover.crawl.fetch;

import java.util.ArrayList;
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
 * @param repeated number of pages whose payload an earlier crawl holds: {@code not-modified}, which
 *     the server did not send again, and {@code same-payload}
 * @param leftOut number of URLs that were found but not visited, per reason: {@code low-yield},
 *     {@code host-budget}, {@code query-variants}, {@code max-pages} or {@code max-depth}
 * @param warcFiles names of the WARC files written, in the order they were begun
 */
public record CrawlOutcome(
    int levels,
    long bytes,
    Map<String, Long> pages,
    Map<String, Long> repeated,
    Map<String, Long> leftOut,
    List<String> warcFiles) {
  /** What no crawl did. */
  public static final CrawlOutcome NOTHING =
      new CrawlOutcome(0, 0, Map.of(), Map.of(), Map.of(), List.of());

  public CrawlOutcome {
    pages = Collections.unmodifiableMap(new TreeMap<>(pages));
    repeated = Collections.unmodifiableMap(new TreeMap<>(repeated));
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    warcFiles = List.copyOf(warcFiles);
  }

  /** What this part of a crawl and another did together. */
  public CrawlOutcome plus(CrawlOutcome other) {
    List<String> files = new ArrayList<>(warcFiles);
    files.addAll(other.warcFiles);
    return new CrawlOutcome(
        Math.max(levels, other.levels),
        bytes + other.bytes,
        sum(pages, other.pages),
        sum(repeated, other.repeated),
        sum(leftOut, other.leftOut),
        files);
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> both = new TreeMap<>(one);
    other.forEach((name, count) -> both.merge(name, count, Math::addExact));
    return both;
  }
}
