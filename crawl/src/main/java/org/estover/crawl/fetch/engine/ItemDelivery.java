package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.estover.crawl.fetch.CrawlOutcome;
import org.estover.crawl.fetch.CrawlProgress;
import org.estover.crawl.rights.LicenseLink;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SiteTerms;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.WebSource;
import org.estover.crawl.warc.Capture;

/**
 * Turns finished visits into items and counts them; thread-safe, one item at a time.
 *
 * <p>Pages that were not fetched are items too, without payload: error pages differ from fetch to
 * fetch and nobody reads them; the archive has them.
 */
final class ItemDelivery implements LevelFrontier.Finished {
  private static final Set<String> WITH_PAYLOAD = Set.of(SourceItem.OK, "truncated");

  /** Outcome classes of pages that were not asked for. */
  static final Set<String> WITHOUT_REQUEST =
      Set.of("robots-disallow", "robots-unreachable", "host-abandoned");

  private final WebSource source;
  private final ItemSink sink;
  private final CrawlProgress progress;
  private final Map<String, Long> pages = new TreeMap<>();
  private long bytes;

  ItemDelivery(WebSource source, ItemSink sink, CrawlProgress progress) {
    this.source = source;
    this.sink = sink;
    this.progress = progress;
  }

  @Override
  public synchronized void level(int level, int count) {
    progress.level(level, count);
  }

  @Override
  public synchronized boolean visit(Visit visit) throws IOException {
    if (visit.outcome.isEmpty()) {
      // The crawl is being stopped while this page was on its way.
      return false;
    }
    SourceItem item = item(visit);
    sink.item(item);
    pages.merge(item.outcome(), 1L, Long::sum);
    bytes += item.payload().length;
    progress.page(item.outcome(), item.payload().length);
    Exchange exchange = visit.exchange;
    progress.delivered(
        item,
        exchange == null ? 0 : exchange.status(),
        exchange == null ? List.of() : exchange.capture().fields());
    return !WITHOUT_REQUEST.contains(item.outcome());
  }

  synchronized CrawlOutcome outcome(int levels, Map<String, Long> leftOut, List<String> warcFiles) {
    return new CrawlOutcome(levels, bytes, pages, leftOut, warcFiles);
  }

  private SourceItem item(Visit visit) {
    Exchange exchange = visit.exchange;
    Capture payload =
        exchange != null && WITH_PAYLOAD.contains(visit.outcome) ? exchange.capture() : null;
    List<RightsSignal> signals = new ArrayList<>(visit.declarations.signals());
    SiteTerms terms =
        source.site(visit.page().host()).orElseGet(() -> new SiteTerms("unnamed", "", ""));
    return new SourceItem(
        source.name(),
        visit.getURL(),
        visit.outcome,
        payload == null ? "" : payload.mediaType(),
        payload == null ? "" : payload.charset(),
        payload == null ? new byte[0] : payload.body(),
        signals,
        license(signals, first(terms.license(), source.license())),
        first(terms.holder(), source.holder()),
        visit.place.file(),
        visit.place.offset(),
        exchange == null ? "" : exchange.capture().date());
  }

  /** What the page names if it is a license that we know, else what the plan asserts. */
  private static String license(List<RightsSignal> signals, String asserted) {
    String unknown = "";
    for (RightsSignal signal : signals) {
      if (signal instanceof LicenseLink link) {
        if (!link.license().startsWith("LicenseRef-")) {
          return link.license();
        }
        unknown = first(unknown, link.license());
      }
    }
    return first(asserted, unknown);
  }

  private static String first(String preferred, String other) {
    return preferred.isEmpty() ? other : preferred;
  }
}
