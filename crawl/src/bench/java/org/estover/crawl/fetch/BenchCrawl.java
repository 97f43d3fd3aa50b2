package org.estover.crawl.fetch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WebSource;

/**
 * Crawls what {@link BenchSites} serves and prints what it took: {@code FOLDER PORT SITES PAGES
 * THREADS}. CPU time is this process's alone, from its start.
 */
final class BenchCrawl {
  private static final double NANOS = 1e9;

  private BenchCrawl() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
    int sites = Integer.parseInt(arguments[2]);
    int pages = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    List<String> seeds = new ArrayList<>();
    Map<String, InetSocketAddress> addresses = new TreeMap<>();
    for (int site = 0; site < sites; site++) {
      seeds.add("http://site" + site + ".test/");
      addresses.put("site" + site + ".test", server);
    }
    CrawlPlan plan =
        new CrawlPlan(seeds, List.of(), List.of(), 2 * sites * pages, 1000, 0, 20_000, 1 << 20, 1);
    WebSource source = new WebSource(TestComponent.named("web"), plan, List.of());
    Crawl crawl = new Crawl(source, folder.resolve("warc"), folder.resolve("state"));
    double started = cpuSeconds();
    new WebCrawler(threads, Clock.systemUTC())
        .run(crawl, new ConnectTo(addresses), 1, CrawlProgress.SILENT);
    double crawled = cpuSeconds();
    CrawlOutcome outcome = crawl.deliver(0, new Nowhere());
    double delivered = cpuSeconds();
    System.out.printf(
        Locale.ROOT,
        "{\"pages\": %d, \"levels\": %d, \"start\": %.3f, \"crawl\": %.3f, \"deliver\":"
            + " %.3f}%n",
        outcome.pages().getOrDefault(SourceItem.OK, 0L),
        outcome.levels(),
        started,
        crawled - started,
        delivered - crawled);
  }

  private static double cpuSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / NANOS;
  }

  /** Takes pages and keeps none. */
  private static final class Nowhere implements ItemSink {
    @Override
    public void item(SourceItem item) {}

    @Override
    public void aside(Aside aside) {
      throw new IllegalStateException("a crawl has no asides: " + aside);
    }
  }
}
