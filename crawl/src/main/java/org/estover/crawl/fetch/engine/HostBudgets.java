package org.estover.crawl.fetch.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.source.CrawlLimits;

/**
 * How much of a crawl each host and site may have, and which sites have run dry; thread-safe.
 *
 * <p>A level's URLs are admitted in the level's order, so which of them fall to a limit follows
 * from the plan and the web alone. So does where a site is left: the pages of a site are taken in
 * waves of {@code yield-pages} in their order, a wave begins when the one before is done, and a
 * site of whose wave no two pages say something that no page before said is a trap, or not worth
 * it. Redirects, and pages that cost no request, count in no wave; seeds neither, since a person
 * named them.
 *
 * <p>Memory: a counter a host and a path with queries, and {@value #MAX_REMEMBERED} fingerprints a
 * site at most.
 */
final class HostBudgets {
  static final int MAX_REMEMBERED = 4096;
  private static final int LEAST_FRESH = 2;

  private final CrawlLimits limits;
  private final Map<String, Integer> hostPages = new HashMap<>();
  private final Map<String, Integer> queries = new HashMap<>();
  private final Map<String, Site> sites = new HashMap<>();
  private final SortedMap<String, Long> leftOut = new TreeMap<>();

  HostBudgets(CrawlLimits limits) {
    this.limits = limits;
  }

  /** What the pages of one site have said. */
  private static final class Site {
    private final Set<Long> said = new HashSet<>();
    private final List<Long> wave = new ArrayList<>();
    private int count;
    private boolean dry;
  }

  /** Whether a URL of the level that begins is visited; asked once a URL, in the level's order. */
  synchronized boolean admits(PageUrl url) {
    if (site(url).dry) {
      return leaveOut("low-yield", 1);
    }
    if (hostPages.getOrDefault(url.host(), 0) >= limits.maxHostPages()) {
      return leaveOut("host-budget", 1);
    }
    int query = url.path().indexOf('?');
    if (query >= 0) {
      String path = url.authority() + url.path().substring(0, query);
      int variants = queries.getOrDefault(path, 0);
      if (variants >= limits.maxQueryVariants()) {
        return leaveOut("query-variants", 1);
      }
      queries.put(path, variants + 1);
    }
    hostPages.merge(url.host(), 1, Integer::sum);
    return true;
  }

  private boolean leaveOut(String reason, long urls) {
    leftOut.merge(reason, urls, Long::sum);
    return false;
  }

  /** Whether one more page of a site may begin while {@code underWay} others have not ended. */
  synchronized boolean mayBegin(PageUrl url, int underWay) {
    return underWay < limits.hostConnections()
        && (limits.yieldPages() == 0 || site(url).count + underWay < limits.yieldPages());
  }

  /**
   * Takes note of a page that ended.
   *
   * @param level its link level
   * @param fingerprint of what it says; 0 for nothing
   * @return whether its site is still worth asking
   */
  synchronized boolean ended(PageUrl url, int level, String outcome, long fingerprint) {
    Site site = site(url);
    if (limits.yieldPages() == 0 || level == 0 || site.dry || isNeutral(outcome)) {
      return !site.dry;
    }
    site.count++;
    if (fingerprint != 0) {
      site.wave.add(fingerprint);
    }
    if (site.count >= limits.yieldPages()) {
      endWave(site);
    }
    return !site.dry;
  }

  private static boolean isNeutral(String outcome) {
    return outcome.startsWith("http-3") || ItemDelivery.WITHOUT_REQUEST.contains(outcome);
  }

  private static void endWave(Site site) {
    Set<Long> fresh = new HashSet<>(site.wave);
    fresh.removeAll(site.said);
    site.dry = fresh.size() < LEAST_FRESH;
    List<Long> ordered = new ArrayList<>(fresh);
    Collections.sort(ordered);
    for (long fingerprint : ordered) {
      if (site.said.size() < MAX_REMEMBERED) {
        site.said.add(fingerprint);
      }
    }
    site.wave.clear();
    site.count = 0;
  }

  /** Takes note of URLs of a level that are not visited because their site has run dry. */
  synchronized void dropped(long urls) {
    leaveOut("low-yield", urls);
  }

  private Site site(PageUrl url) {
    return sites.computeIfAbsent(url.authority(), unused -> new Site());
  }

  /** How many URLs were left out, by reason. */
  synchronized Map<String, Long> leftOut() {
    return new TreeMap<>(leftOut);
  }
}
