package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.estover.crawl.fetch.CrawlProgress;
import org.estover.crawl.frontier.UrlKey;
import org.estover.crawl.source.SourceItem;

/** Writes finished visits to the archive, with the links that lead to pages of the crawl. */
final class VisitKeeper implements LevelFrontier.Finished {
  private static final Set<String> WITH_PAYLOAD = Set.of(SourceItem.OK, "truncated");
  private static final Set<String> WITHOUT_REQUEST =
      Set.of("robots-disallow", "robots-unreachable", "host-abandoned");

  private final CaptureArchive archive;
  private final Scope scope;
  private final long seed;
  private final CrawlProgress progress;

  VisitKeeper(CaptureArchive archive, Scope scope, long seed, CrawlProgress progress) {
    this.archive = archive;
    this.scope = scope;
    this.seed = seed;
    this.progress = progress;
  }

  /** Whether a page of that outcome class does not count against the budget. */
  static boolean costsNothing(String outcome) {
    return WITHOUT_REQUEST.contains(outcome);
  }

  @Override
  public void visited(Visit visit) throws IOException {
    List<CaptureArchive.Link> links =
        visit.links.stream()
            .filter(scope::contains)
            .map(link -> new CaptureArchive.Link(UrlKey.of(seed, link.toString()), link))
            .toList();
    boolean withPayload = WITH_PAYLOAD.contains(visit.outcome);
    archive.write(visit, links, withPayload);
    Exchange exchange = visit.exchange;
    long bytes = exchange != null && withPayload ? exchange.capture().body().length : 0;
    synchronized (this) {
      progress.page(visit.outcome, bytes);
    }
  }
}
