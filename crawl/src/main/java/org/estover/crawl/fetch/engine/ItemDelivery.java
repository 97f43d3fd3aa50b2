package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.CrawlOutcome;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.Journal;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.rights.AccessStatus;
import org.estover.crawl.rights.LicenseLink;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.SpdxLicense;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SiteTerms;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.WebSource;
import org.estover.crawl.warc.Capture;

/**
 * Turns what the journals of a finished crawl name into items, each page into one.
 *
 * <p>The files that spoke for sites are given, too, where they stand in the journals. Pages that
 * were not fetched are items too, without payload: error pages differ from fetch to fetch and
 * nobody reads them; the archive has them.
 */
final class ItemDelivery {
  /** Outcome classes of answers whose terms are told. */
  private static final Set<String> QUOTES =
      IntStream.range(400, 500)
          .filter(AccessStatus::refuses)
          .mapToObj(status -> "http-" + status)
          .collect(Collectors.toUnmodifiableSet());

  private final WebSource source;
  private final WarcFiles files;
  private final Captures captures;
  private final Map<String, Long> pages = new TreeMap<>();
  private final Map<String, Long> repeated = new TreeMap<>();
  private long bytes;

  ItemDelivery(WebSource source, WarcFiles files, Captures captures) {
    this.source = source;
    this.files = files;
    this.captures = captures;
  }

  /**
   * Gives the pages of all levels of a group to {@code sink}, in the order they were visited, and
   * the URLs that were found and not visited.
   *
   * @param limit why no further level was visited
   */
  CrawlOutcome deliver(GroupFolder group, int levels, String limit, ItemSink sink)
      throws IOException {
    SiteFileDelivery siteFiles = new SiteFileDelivery(files, captures, sink);
    for (int level = 0; level < levels; level++) {
      try (Journal.Reader journal = new Journal.Reader(group.journal(level))) {
        for (var next = journal.next(); next.isPresent(); next = journal.next()) {
          if (next.get() instanceof JournalRecord.Visited page) {
            SourceItem item = deliver(page, sink);
            pages.merge(item.outcome(), 1L, Long::sum);
            bytes += item.payload().length;
          } else if (next.get() instanceof JournalRecord.SiteSpoke spoke) {
            siteFiles.take(spoke);
          } else if (next.get() instanceof JournalRecord.SiteAsked asked) {
            siteFiles.take(asked);
          }
        }
      }
    }
    Map<String, Long> leftOut = new TreeMap<>();
    group.leftOut(
        levels,
        limit,
        (url, reason) -> {
          sink.leftOut(url, reason);
          leftOut.merge(reason, 1L, Long::sum);
        });
    return new CrawlOutcome(levels, bytes, pages, repeated, leftOut, files.names());
  }

  private SourceItem deliver(JournalRecord.Visited page, ItemSink sink) throws IOException {
    boolean quotes = page.place().offset() >= 0 && QUOTES.contains(page.outcome());
    if (!quotes && !page.payload().isThere()) {
      SourceItem item = item(page, new byte[0]);
      sink.answered(item, 0, List.of());
      return item;
    }
    Path file = files.path(page.place().file());
    Captures.Read read = captures.read(file, page.place());
    if (!read.repeats().isEmpty()) {
      repeated.merge(read.repeats(), 1L, Long::sum);
    }
    Capture capture = read.capture();
    byte[] body = page.payload().isThere() ? capture.body() : new byte[0];
    if (page.payload().isThere() && !CaptureArchive.sha256(body).equals(page.payload().sha256())) {
      throw Errors.otherPayload(file, page);
    }
    SourceItem item = item(page, body);
    sink.answered(item, capture.status(), capture.fields());
    return item;
  }

  private SourceItem item(JournalRecord.Visited page, byte[] payload) throws IOException {
    List<RightsSignal> signals = new ArrayList<>();
    page.signals().forEach(line -> signals.add(RightsSignal.parse(line)));
    String host = PageUrl.parse(page.url()).orElseThrow(() -> Errors.notNormal(page.url())).host();
    SiteTerms terms = source.site(host).orElseGet(() -> new SiteTerms("unnamed", "", ""));
    boolean kept = page.place().offset() >= 0;
    return new SourceItem(
        source.name(),
        page.url(),
        page.outcome(),
        page.payload().mediaType(),
        page.payload().charset(),
        payload,
        signals,
        license(signals, first(terms.license(), source.license())),
        first(terms.holder(), source.holder()),
        kept ? files.name(page.place().file()) : "",
        kept ? page.place().offset() : 0,
        page.date());
  }

  /** What the page names if it is a license that we know, else what the plan asserts. */
  private static String license(List<RightsSignal> signals, String asserted) {
    String named = LicenseLink.ofPage(signals);
    boolean known = !named.isEmpty() && !SpdxLicense.isReference(named);
    return known ? named : first(asserted, named);
  }

  private static String first(String preferred, String other) {
    return preferred.isEmpty() ? other : preferred;
  }
}
