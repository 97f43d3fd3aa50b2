package org.estover.crawl.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pages that are fetched from the web.
 *
 * @param component name, weight and assertions
 * @param crawl where the crawl starts and how far it goes
 * @param sites what the plan asserts for single hosts
 * @param since folders with WARC files of earlier crawls, whose pages are asked for only if they
 *     have changed; where they lie changes nothing of what is captured
 */
public record WebSource(
    Component component, CrawlPlan crawl, List<SiteTerms> sites, List<String> since)
    implements Source {
  public WebSource {
    sites = List.copyOf(sites);
    since = List.copyOf(since);
  }

  /** Pages that are all fetched anew. */
  public WebSource(Component component, CrawlPlan crawl, List<SiteTerms> sites) {
    this(component, crawl, sites, List.of());
  }

  /** Returns what the plan asserts for a host, if it names it. */
  public Optional<SiteTerms> site(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    return sites.stream().filter(site -> site.host().equals(wanted)).findFirst();
  }
}
