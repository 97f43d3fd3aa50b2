package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.url.WebURL;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.frontier.Round;
import org.estover.crawl.source.CrawlLimits;

/**
 * Hands out a whole level in a process of its own, whose heap can be small, and says what the level
 * took of it: {@code FOLDER}, the folder of a crawl of one group whose level 0 was made.
 */
final class FrontierProcess {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private FrontierProcess() {}

  public static void main(String[] arguments) throws Exception {
    CrawlFolder crawl = CrawlFolder.open(Path.of(arguments[0]), "plan", 1, 1);
    Round round = crawl.next(Long.MAX_VALUE, 0).orElseThrow();
    LevelFrontier frontier =
        new LevelFrontier(
            new Politeness(CLOCK, 0, ConnectTo.NONE),
            new HostBudgets(CrawlLimits.DEFAULT),
            CLOCK,
            visit -> {});
    long before = usedBytes();
    try (OpenLevel level = crawl.group(0).open(round, (file, from, to) -> true)) {
      frontier.begin(level, 0);
      long took = usedBytes() - before;
      int hosts = level.level().hosts().size();
      long handedOut = 0;
      while (!frontier.isFinished()) {
        List<WebURL> urls = new ArrayList<>();
        frontier.getNextURLs(1, urls);
        Visit visit = (Visit) urls.get(0);
        visit.outcome = "ok";
        frontier.setProcessed(visit);
        handedOut++;
      }
      System.out.print(handedOut + " URLs of " + hosts + " hosts took " + took + " bytes");
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
