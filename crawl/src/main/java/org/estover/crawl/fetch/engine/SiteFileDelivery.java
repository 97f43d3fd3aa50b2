package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.rights.AiTxtFile;
import org.estover.crawl.rights.TdmRepFile;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.warc.Capture;

/**
 * Turns what a crawl was answered about sites into the files that spoke for them, each with its own
 * subject where it came by redirects.
 *
 * <p>Memory: the redirects whose answer has not come by in the journal.
 */
final class SiteFileDelivery {
  private static final int MAX_REDIRECTS = 5;

  private final Path warcs;
  private final String prefix;
  private final Captures captures;
  private final ItemSink sink;
  private final Map<String, Deque<Asked>> redirected = new HashMap<>();

  SiteFileDelivery(Path warcs, String prefix, Captures captures, ItemSink sink) {
    this.warcs = warcs;
    this.prefix = prefix;
    this.captures = captures;
    this.sink = sink;
  }

  /** What was asked for in the beginning, and how many redirects ago. */
  private record Asked(SiteFile.Kind kind, String subject, int hops) {
    static Asked of(PageUrl url) {
      return switch (url.path()) {
        case "/robots.txt" -> new Asked(SiteFile.Kind.ROBOTS_TXT, url.authority(), 0);
        case AiTxtFile.PATH -> new Asked(SiteFile.Kind.AI_TXT, url.authority(), 0);
        case TdmRepFile.PATH -> new Asked(SiteFile.Kind.TDMREP_JSON, url.authority(), 0);
        default -> new Asked(SiteFile.Kind.RSL_DOCUMENT, url.toString(), 0);
      };
    }
  }

  /** Takes the next of a journal's records of site files. */
  void take(JournalRecord.SiteAsked record) throws IOException {
    PageUrl url = PageUrl.parse(record.url()).orElseThrow(() -> Errors.notNormal(record.url()));
    Asked asked = asked(url);
    if (!record.answered()) {
      sink.siteFile(SiteFile.unanswered(asked.kind, asked.subject));
      return;
    }
    String file = CaptureArchive.name(prefix, record.place().file());
    Capture capture = captures.read(warcs.resolve(file), record.place()).capture();
    Exchange answer = Exchange.of(capture);
    Optional<PageUrl> next =
        answer.isRedirect() ? capture.field("Location").flatMap(url::resolve) : Optional.empty();
    if (next.isPresent() && asked.hops < MAX_REDIRECTS) {
      redirected
          .computeIfAbsent(next.get().toString(), unused -> new ArrayDeque<>())
          .add(new Asked(asked.kind, asked.subject, asked.hops + 1));
      return;
    }
    sink.siteFile(
        SiteFile.answered(asked.kind, asked.subject, capture, file, record.place().offset()));
  }

  private Asked asked(PageUrl url) {
    Deque<Asked> waiting = redirected.get(url.toString());
    if (waiting == null) {
      return Asked.of(url);
    }
    Asked first = waiting.remove();
    if (waiting.isEmpty()) {
      redirected.remove(url.toString());
    }
    return first;
  }
}
