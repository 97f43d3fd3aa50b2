package org.estover.crawl.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.crawl.fetch.engine.CrawlEngine;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.Round;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.WebSource;

/**
 * One crawl in its folders: begun, gone on with, or over.
 *
 * <p>A crawl is led by one process. Its rounds are done by this process ({@link WebCrawler#run}),
 * or group by group by others that see the same folders: {@link WebCrawler#visit} for every group,
 * then {@link #gather} for every group, then {@link CrawlFolder#done}. Every step may be done
 * again.
 *
 * @param warcs the WARC files
 * @param state what the crawl goes on from when it is killed; of no use once its pages are
 *     delivered
 * @param since earlier crawls, or other folders with WARC files: a page that one of them holds is
 *     asked for only if it has changed
 */
public record Crawl(WebSource source, Path warcs, Path state, List<Path> since) {
  public Crawl {
    since = List.copyOf(since);
  }

  /** A crawl that knows of none before. */
  public Crawl(WebSource source, Path warcs, Path state) {
    this(source, warcs, state, List.of());
  }

  /** A crawl that goes on from what lies among its WARC files. */
  public Crawl(WebSource source, Path warcs, List<Path> since) {
    this(source, warcs, among(warcs), since);
  }

  private static Path among(Path warcs) {
    return warcs.resolve("frontier");
  }

  /** Whether a folder of WARC files is that of such a crawl, which can be gone on with. */
  public static boolean isUnfinished(Path warcs) {
    return Files.exists(among(warcs));
  }

  CrawlFolder begin(CrawlEngine engine, int groups) throws IOException {
    Files.createDirectories(warcs);
    if (!Files.exists(state) && CrawlEngine.hasCaptures(warcs)) {
      throw Errors.holdsCaptures(warcs);
    }
    CrawlFolder folder =
        CrawlFolder.open(state, source.crawl().toString(), groups, source.crawl().seed());
    CrawlEngine.since(since, folder, warcs);
    engine.seed(source, folder);
    return folder;
  }

  /** The folder of a crawl that was begun. */
  CrawlFolder folder() throws IOException {
    return CrawlFolder.open(state, source.crawl().toString(), 1, source.crawl().seed());
  }

  /** The round that is to be done next; empty if the crawl is over. */
  public Optional<Round> next(CrawlFolder folder) throws IOException {
    CrawlPlan plan = source.crawl();
    return folder.next(plan.maxPages(), plan.maxDepth());
  }

  /** Makes what a group's next level could visit, once every group has visited the round. */
  public void gather(int group, Round round) throws IOException {
    GroupFolder folder = folder().group(group);
    int next = round.level() + 1;
    folder.gather(next, next >= source.crawl().maxDepth());
  }

  /**
   * Gives the pages of a group of a crawl that is over to {@code sink}, one call at a time, in the
   * order they were visited, and writes the indexes that its WARC files still need.
   *
   * @throws IOException if the sink fails, or what was captured cannot be read
   */
  public CrawlOutcome deliver(int group, ItemSink sink) throws IOException {
    return CrawlEngine.deliver(source, folder(), warcs, group, sink);
  }

  /**
   * Removes what the crawl went on from: it is over, and its pages are delivered. It is gone at
   * once, so that no crawl goes on from half of it.
   */
  public void forget() throws IOException {
    Path over = state.resolveSibling(state.getFileName() + ".over");
    if (Files.exists(state)) {
      Files.move(state, over, StandardCopyOption.ATOMIC_MOVE);
    }
    if (Files.exists(over)) {
      try (Stream<Path> walk = Files.walk(over)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
