package org.estover.crawl.fetch.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.PathPattern;
import org.estover.crawl.source.CrawlPlan;

/** Which URLs a plan lets a crawl visit. */
final class Scope {
  private final Set<String> hosts;
  private final List<PathPattern> excludes;

  Scope(CrawlPlan plan, List<PageUrl> seeds) {
    Set<String> named = new TreeSet<>(plan.hosts());
    if (named.isEmpty()) {
      seeds.forEach(seed -> named.add(seed.host()));
    }
    this.hosts = named;
    this.excludes = plan.excludes().stream().map(PathPattern::of).toList();
  }

  boolean contains(PageUrl url) {
    return hosts.contains(url.host())
        && excludes.stream().noneMatch(pattern -> pattern.matches(url.path()));
  }
}
