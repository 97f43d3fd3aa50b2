package org.estover.crawl.fetch.engine;

import java.io.IOException;
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
  private final WarcFiles files;
  private final Captures captures;
  private final ItemSink sink;
  private final UnreachableSites unreachable;

  SiteFileDelivery(WarcFiles files, Captures captures, ItemSink sink) {
    this.files = files;
    this.captures = captures;
    this.sink = sink;
    this.unreachable = new UnreachableSites(files, captures);
  }

  /** Takes the next of a journal's records of requests about sites. */
  void take(JournalRecord.SiteAsked record) throws IOException {
    unreachable.take(record);
    if (!record.answered()) {
      sink.unanswered(record.url(), record.outcome());
    }
  }

  /** Takes the next of a journal's records of files that speak. */
  void take(JournalRecord.SiteSpoke record) throws IOException {
    SiteFile file = file(record);
    sink.siteFile(file);
    if (file.kind() == SiteFile.Kind.ROBOTS_TXT) {
      sink.robots(file.subject(), unreachable.cause(file).orElse(""));
    }
  }

  private SiteFile file(JournalRecord.SiteSpoke record) throws IOException {
    SiteFile.Kind kind = SiteFile.Kind.valueOf(record.kind());
    if (!record.answered()) {
      return SiteFile.unanswered(kind, record.subject());
    }
    int number = record.answer().file();
    Capture capture = captures.read(files.path(number), record.answer()).capture();
    String file = files.name(number);
    return SiteFile.answered(kind, record.subject(), capture, file, record.answer().offset());
  }
}
