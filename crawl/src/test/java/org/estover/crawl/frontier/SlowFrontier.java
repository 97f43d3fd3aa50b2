package org.estover.crawl.frontier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The frontier as one would write it down: everything in memory, one group, nothing kept. */
final class SlowFrontier {
  private SlowFrontier() {}

  /** The URLs of each level, sorted. */
  static List<Set<String>> levels(Web web, long seed, long maxPages, int maxDepth) {
    List<Set<String>> levels = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Set<String> next = new HashSet<>(web.seeds());
    long spent = 0;
    for (int level = 0; level <= maxDepth && maxPages > spent; level++) {
      TreeMap<UrlKey, String> ordered = new TreeMap<>();
      for (String url : next) {
        if (!known.contains(url)) {
          ordered.put(UrlKey.of(seed, url), url);
        }
      }
      Set<String> visited = new TreeSet<>();
      for (String url : ordered.values()) {
        if (visited.size() < maxPages - spent) {
          visited.add(url);
        }
      }
      if (visited.isEmpty()) {
        break;
      }
      levels.add(visited);
      known.addAll(visited);
      next.clear();
      for (String url : visited) {
        next.addAll(web.links(url));
        spent += web.isFree().test(url) ? 0 : 1;
      }
    }
    return levels;
  }

  /** Pages and their links. */
  record Web(List<String> seeds, Map<String, List<String>> pages, Predicate<String> isFree) {
    List<String> links(String url) {
      return pages.getOrDefault(url, List.of());
    }
  }
}
