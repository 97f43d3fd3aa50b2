package org.estover.crawl.fetch;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WebSource;

/**
 * A crawl in a process of its own, to be killed: {@code FOLDER GROUPS SINCE|none CONNECT-TO...}.
 */
final class CrawlProcess {
  static final long DELAY_MILLIS = 60;
  private static final int THREADS = 4;

  private CrawlProcess() {}

  public static void main(String[] arguments) throws Exception {
    List<String> connectTo = List.of(arguments).subList(3, arguments.length);
    List<Path> since = arguments[2].equals("none") ? List.of() : List.of(Path.of(arguments[2]));
    new WebCrawler(THREADS, Clock.systemUTC())
        .run(
            crawl(Path.of(arguments[0]), DELAY_MILLIS, since),
            ConnectTo.parse(connectTo),
            Integer.parseInt(arguments[1]),
            CrawlProgress.SILENT);
  }

  static Crawl crawl(Path folder, long delayMillis) {
    return crawl(folder, delayMillis, List.of());
  }

  static Crawl crawl(Path folder, long delayMillis, List<Path> since) {
    CrawlPlan plan =
        new CrawlPlan(
            List.of("http://a.test/0", "http://b.test/0", "http://c.test/0"),
            List.of(),
            List.of(),
            60,
            9,
            delayMillis,
            5000,
            100_000,
            7);
    return new Crawl(
        new WebSource(TestComponent.named("web"), plan, List.of()),
        folder.resolve("warc"),
        folder.resolve("state"),
        since);
  }
}
