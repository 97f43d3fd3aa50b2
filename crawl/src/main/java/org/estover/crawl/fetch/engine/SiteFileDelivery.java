package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.warc.Capture;

/**
 * Gives the files that spoke for sites in a crawl, each with the answer that brought it: a file
 * that came by redirects speaks for the site that was asked, and whatever else was asked of a site,
 * such as its sitemaps, speaks for nothing.
 */
final class SiteFileDelivery {
  private final Path warcs;
  private final String prefix;
  private final Captures captures;
  private final ItemSink sink;

  SiteFileDelivery(Path warcs, String prefix, Captures captures, ItemSink sink) {
    this.warcs = warcs;
    this.prefix = prefix;
    this.captures = captures;
    this.sink = sink;
  }

  /** Takes the next of a journal's records of files that speak. */
  void take(JournalRecord.SiteSpoke record) throws IOException {
    SiteFile.Kind kind = SiteFile.Kind.valueOf(record.kind());
    if (!record.answered()) {
      sink.siteFile(SiteFile.unanswered(kind, record.subject()));
      return;
    }
    String file = CaptureArchive.name(prefix, record.answer().file());
    Capture capture = captures.read(warcs.resolve(file), record.answer()).capture();
    sink.siteFile(
        SiteFile.answered(kind, record.subject(), capture, file, record.answer().offset()));
  }
}
