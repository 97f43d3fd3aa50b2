package org.estover.crawl.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
    Set<String> own = new HashSet<>(web.seeds());
    TreeMap<String, Long> spentBy = new TreeMap<>();
    long spent = 0;
    for (int level = 0; level <= maxDepth && maxPages > spent; level++) {
      next.removeAll(known);
      TreeMap<UrlKey, String> ordered = new TreeMap<>();
      for (String url : next) {
        ordered.put(UrlKey.of(seed, url), url);
        spentBy.putIfAbsent(Groups.domainOf(url), 0L);
      }
      Map<String, Integer> allowed = new TreeMap<>();
      for (String url : ordered.values()) {
        if (level == maxDepth || own.contains(url) || !hasOwn(url, ordered.values(), own)) {
          allowed.merge(Groups.domainOf(url), 1, Integer::sum);
        }
      }
      if (allowed.values().stream().mapToInt(count -> count).sum() > maxPages - spent) {
        boolean mayWait = level > 0 && level < maxDepth;
        allowed = shares(allowed, spentBy, seed, maxPages, maxPages - spent, mayWait);
      }
      Set<String> visited = new TreeSet<>();
      List<String> ownFirst = new ArrayList<>(ordered.values());
      ownFirst.sort(Comparator.comparing((String url) -> !own.contains(url)));
      for (String url : ownFirst) {
        if (allowed.merge(Groups.domainOf(url), -1, Integer::sum) >= 0) {
          visited.add(url);
        }
      }
      if (visited.isEmpty()) {
        break;
      }
      levels.add(visited);
      known.addAll(visited);
      Set<String> ownBefore = new HashSet<>(own);
      for (String url : visited) {
        next.addAll(web.links(url));
        for (String link : web.links(url)) {
          String domain = Groups.domainOf(link);
          boolean isHome =
              Set.of("http://" + domain + "/", "http://www." + domain + "/").contains(link);
          if (isHome || (ownBefore.contains(url) && domain.equals(Groups.domainOf(url)))) {
            foundOwn(link, own, known);
          }
        }
        if (!web.isFree().test(url)) {
          spent++;
          spentBy.merge(Groups.domainOf(url), 1L, Long::sum);
        }
      }
    }
    return levels;
  }

  /** Whether a URL of the same domain is there that the domain itself leads to. */
  private static boolean hasOwn(String url, Collection<String> urls, Set<String> own) {
    String domain = Groups.domainOf(url);
    return urls.stream()
        .anyMatch(other -> own.contains(other) && Groups.domainOf(other).equals(domain));
  }

  /** A page that was visited before stays what it was: what stands behind it was found by that. */
  private static void foundOwn(String link, Set<String> own, Set<String> known) {
    if (!known.contains(link)) {
      own.add(link);
    }
  }

  /** How many URLs of each domain are visited: the room is given away page by page. */
  private static Map<String, Integer> shares(
      Map<String, Integer> urls,
      Map<String, Long> spent,
      long seed,
      long maxPages,
      long room,
      boolean mayWait) {
    TreeMap<UrlKey, String> byKey = new TreeMap<>();
    urls.keySet().forEach(domain -> byKey.put(UrlKey.of(seed, domain), domain));
    long even = maxPages / spent.size();
    Map<String, Integer> upToEven = new TreeMap<>();
    Map<String, Integer> given = new TreeMap<>();
    long left = room;
    for (long each = 1; left > 0; each++) {
      for (String domain : byKey.values()) {
        int has = given.getOrDefault(domain, 0);
        boolean could = has < urls.getOrDefault(domain, 0);
        if (left > 0 && could && spent.getOrDefault(domain, 0L) + has < each) {
          given.put(domain, has + 1);
          left--;
        }
      }
      if (each == even && (left > 0 || isFull(given, urls, spent, even))) {
        upToEven = new TreeMap<>(given);
      }
    }
    return mayWait && !upToEven.isEmpty() ? upToEven : given;
  }

  /** Whether every domain has what it has or could have up to an even share. */
  private static boolean isFull(
      Map<String, Integer> given, Map<String, Integer> urls, Map<String, Long> spent, long even) {
    return urls.entrySet().stream()
        .allMatch(
            domain -> {
              long has = given.getOrDefault(domain.getKey(), 0);
              return has == domain.getValue()
                  || spent.getOrDefault(domain.getKey(), 0L) + has >= even;
            });
  }

  /** Pages and their links. */
  record Web(List<String> seeds, Map<String, List<String>> pages, Predicate<String> isFree) {
    List<String> links(String url) {
      return pages.getOrDefault(url, List.of());
    }
  }
}
