package org.estover.crawl.fetch.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.PathPattern;
import org.estover.crawl.source.CrawlPlan;

/**
 * Which URLs a plan lets a crawl visit: those of its hosts, under a scheme's own port or one that a
 * seed names (links to all others would have it knock at 65,535 doors of a host), whose paths are
 * neither excluded nor of the kind that only traps have, very long ones and ones that repeat
 * themselves.
 */
final class Scope {
  private final Set<String> hosts;
  private final Set<Integer> ports = new TreeSet<>();
  private final List<PathPattern> excludes;
  private final int maxSegments;
  private final int maxRepeats;

  Scope(CrawlPlan plan, List<PageUrl> seeds) {
    Set<String> named = new TreeSet<>(plan.hosts());
    if (named.isEmpty()) {
      seeds.forEach(seed -> named.add(seed.host()));
    }
    this.hosts = named;
    ports.add(-1);
    seeds.forEach(seed -> ports.add(seed.port()));
    this.excludes = plan.excludes().stream().map(PathPattern::of).toList();
    this.maxSegments = plan.limits().maxPathSegments();
    this.maxRepeats = plan.limits().maxSegmentRepeats();
  }

  /** Whether the host is one that may be visited. */
  boolean hasHost(PageUrl url) {
    return hosts.contains(url.host());
  }

  /** How many hosts may be visited. */
  int hostCount() {
    return hosts.size();
  }

  boolean contains(PageUrl url) {
    return hasHost(url)
        && ports.contains(url.port())
        && !isTrap(url.path())
        && excludes.stream().noneMatch(pattern -> pattern.matches(url.path()));
  }

  private boolean isTrap(String path) {
    int query = path.indexOf('?');
    String[] segments = (query < 0 ? path : path.substring(0, query)).split("/", -1);
    if (segments.length - 1 > maxSegments) {
      return true;
    }
    Map<String, Integer> seen = new HashMap<>();
    for (String segment : segments) {
      if (!segment.isEmpty() && seen.merge(segment, 1, Integer::sum) > maxRepeats) {
        return true;
      }
    }
    return false;
  }
}
