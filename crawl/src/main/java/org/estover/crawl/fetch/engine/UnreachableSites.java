package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.source.SiteFile;

/**
 * Why a crawl could not have the robots.txt of sites, as its journals tell it; their records are
 * taken in order. Memory grows with the number of requests about sites that failed or were
 * redirected.
 */
final class UnreachableSites {
  private static final int TOO_MANY_REQUESTS = 429;

  private final WarcFiles files;
  private final Captures captures;
  private final Map<String, JournalRecord.SiteAsked> asked = new HashMap<>();

  UnreachableSites(WarcFiles files, Captures captures) {
    this.files = files;
    this.captures = captures;
  }

  void take(JournalRecord.SiteAsked record) {
    if (!record.answered() || record.outcome().startsWith("http-3")) {
      asked.put(record.url(), record);
    } else {
      asked.remove(record.url());
    }
  }

  /**
   * Why the robots.txt that speaks from now on closes its site, as the outcome class of a page says
   * it; empty where it could be had, or there is none.
   */
  Optional<String> cause(SiteFile robots) throws IOException {
    int status = robots.status();
    if (status == TOO_MANY_REQUESTS || status >= 500) {
      return Optional.of("http-" + status);
    }
    if (status != SiteFile.UNREAD) {
      return Optional.empty();
    }
    if (!robots.file().isEmpty()) {
      return Optional.of("truncated");
    }
    Optional<PageUrl> url = PageUrl.parse(robots.subject() + "/robots.txt");
    for (int hop = 0; url.isPresent() && hop <= SiteRequests.MAX_REDIRECTS; hop++) {
      JournalRecord.SiteAsked record = asked.get(url.get().toString());
      if (record != null && !record.answered()) {
        return Optional.of(record.outcome());
      }
      url = record == null ? Optional.empty() : target(url.get(), record);
    }
    return Optional.of("unknown");
  }

  private Optional<PageUrl> target(PageUrl from, JournalRecord.SiteAsked record)
      throws IOException {
    return captures
        .read(files.path(record.place().file()), record.place())
        .capture()
        .field("Location")
        .flatMap(from::resolve);
  }
}
