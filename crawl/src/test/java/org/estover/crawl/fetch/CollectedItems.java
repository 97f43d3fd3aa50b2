package org.estover.crawl.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.Use;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.source.SiteTerms;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WebSource;

/** The items of one crawl, by URL. */
final class CollectedItems implements ItemSink {
  private final Map<String, SourceItem> items = new TreeMap<>();
  private final SortedSet<String> siteFiles = new TreeSet<>();
  private final Map<String, String> leftOut = new TreeMap<>();
  private final Map<String, String> unreachable = new TreeMap<>();

  static CrawlPlan plan(List<String> seeds, int maxPages, int maxDepth) {
    return plan(seeds, maxPages, maxDepth, 5000);
  }

  static CrawlPlan plan(List<String> seeds, int maxPages, int maxDepth, long timeoutMillis) {
    return new CrawlPlan(
        seeds, List.of(), List.of(), maxPages, maxDepth, 0, timeoutMillis, 100_000, 42);
  }

  static CollectedItems crawl(CrawlPlan plan, ConnectTo connectTo, Path folder, int threads)
      throws IOException, InterruptedException {
    return crawl(plan, List.of(), connectTo, folder, threads);
  }

  static CollectedItems crawl(
      CrawlPlan plan, List<SiteTerms> terms, ConnectTo connectTo, Path folder, int threads)
      throws IOException, InterruptedException {
    CollectedItems items = new CollectedItems();
    new WebCrawler(threads, Clock.systemUTC())
        .crawl(
            new WebSource(TestComponent.named("web"), plan, terms),
            connectTo,
            folder,
            items,
            CrawlProgress.SILENT);
    return items;
  }

  @Override
  public void item(SourceItem item) {
    if (items.put(item.uri(), item) != null) {
      throw new IllegalStateException("visited twice: " + item.uri());
    }
  }

  @Override
  public void leftOut(String url, String reason) {
    if (leftOut.put(url, reason) != null || items.containsKey(url)) {
      throw new IllegalStateException("visited or left out twice: " + url);
    }
  }

  @Override
  public void robots(String site, String cause) {
    unreachable.remove(site);
    if (!cause.isEmpty()) {
      unreachable.put(site, cause);
    }
  }

  /** The sites whose robots.txt could not be had, with the reason. */
  Map<String, String> unreachable() {
    return unreachable;
  }

  /** The URLs that were found and not visited, with the reason. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  @Override
  public void aside(Aside aside) {
    throw new IllegalStateException("a crawl has no asides: " + aside);
  }

  @Override
  public void siteFile(SiteFile file) {
    String text = new String(file.body(), StandardCharsets.UTF_8);
    siteFiles.add(file.kind().label() + " " + file.subject() + " " + file.status() + " " + text);
  }

  /** The files that spoke: kind, subject, status and text, without when and where. */
  SortedSet<String> siteFiles() {
    return siteFiles;
  }

  List<SourceItem> all() {
    return List.copyOf(items.values());
  }

  SourceItem get(String url) {
    SourceItem item = items.get(url);
    if (item == null) {
      throw new IllegalStateException("not visited: " + url + "; visited: " + outcomes());
    }
    return item;
  }

  Map<String, String> outcomes() {
    Map<String, String> result = new TreeMap<>();
    items.forEach((url, item) -> result.put(url, item.outcome()));
    return result;
  }

  String verdict(String url) {
    return Resolution.resolve(get(url).signals(), Use.AI_TRAIN).name();
  }

  /** One line an item: all that a capture set compares. */
  List<String> captureSet() {
    List<String> rows = new ArrayList<>();
    for (SourceItem item : items.values()) {
      List<String> signals = item.signals().stream().map(RightsSignal::canonical).toList();
      rows.add(
          item.uri()
              + " "
              + item.outcome()
              + " "
              + new String(item.payload(), StandardCharsets.UTF_8)
              + " "
              + signals
              + item.license());
    }
    return rows;
  }
}
