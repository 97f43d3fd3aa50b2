package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.Place;
import org.estover.crawl.source.SiteFile;

/**
 * Asks for files about sites, as politely as for pages, and keeps every answer in the archive;
 * thread-safe.
 */
final class SiteRequests {
  static final int MAX_REDIRECTS = 5;

  private final HttpExchanges http;
  private final EarlierCrawls earlierCrawls;
  private final HttpLimits limits;
  private final Politeness politeness;
  private final CaptureArchive archive;

  SiteRequests(
      HttpExchanges http,
      EarlierCrawls earlierCrawls,
      HttpLimits limits,
      Politeness politeness,
      CaptureArchive archive) {
    this.http = http;
    this.earlierCrawls = earlierCrawls;
    this.limits = limits;
    this.politeness = politeness;
    this.archive = archive;
  }

  /** An answer and where the archive has it. */
  record Kept(Exchange exchange, Place place) {}

  /**
   * The last answer of a chain of redirects, or why there is none.
   *
   * @param atMillis when the oldest answer of the chain was had: one that a process before this one
   *     had does not become younger by being read again
   */
  record Followed(Optional<Kept> answer, String outcome, long atMillis) {
    /** The answer without its place. */
    Optional<Exchange> exchange() {
      return answer.map(Kept::exchange);
    }
  }

  /** Says why what a file redirects to may not be asked for, or "". */
  interface Gate {
    String reasonAgainst(PageUrl target) throws IOException, InterruptedException;
  }

  /**
   * How far a file's redirects were followed: who had to wait goes on there. For one thread at a
   * time.
   */
  static final class Chain {
    private PageUrl at;
    private int hop;
    private long oldestMillis;
    private boolean mayAsk = true;

    /** The chain that begins with a URL, of which nothing was asked yet. */
    Chain(PageUrl url, long nowMillis) {
      this.at = url;
      this.oldestMillis = nowMillis;
    }

    /** What is asked for now, or was asked for last. */
    PageUrl at() {
      return at;
    }
  }

  /**
   * Asks for a file, and for what it redirects to as far as {@code gate} lets it.
   *
   * @throws NotDue if a host is not due; the same chain is followed on when it is
   */
  Followed follow(Chain chain, int maxBytes, Gate gate, Patience patience)
      throws IOException, InterruptedException {
    while (true) {
      if (!chain.mayAsk) {
        String reason = gate.reasonAgainst(chain.at);
        if (!reason.isEmpty()) {
          return new Followed(Optional.empty(), reason, chain.oldestMillis);
        }
        chain.mayAsk = true;
      }
      Kept answer;
      try {
        answer = answer(chain.at, maxBytes, patience);
      } catch (FetchFailure e) {
        return new Followed(Optional.empty(), e.outcome(), chain.oldestMillis);
      }
      Exchange exchange = answer.exchange;
      chain.oldestMillis =
          Math.min(chain.oldestMillis, Instant.parse(exchange.capture().date()).toEpochMilli());
      Optional<PageUrl> next =
          exchange.isRedirect()
              ? exchange.capture().field("Location").flatMap(chain.at::resolve)
              : Optional.empty();
      if (next.isEmpty() || chain.hop == MAX_REDIRECTS) {
        return new Followed(Optional.of(answer), exchange.outcome(), chain.oldestMillis);
      }
      chain.at = next.get();
      chain.hop++;
      chain.mayAsk = false;
    }
  }

  /** The body of an answer that the archive has. */
  byte[] body(Place place) throws IOException {
    return archive.read(place).body();
  }

  /** What a process before this one was answered, else what is answered now. */
  @SuppressWarnings("try") // The turn is held, not used.
  private Kept answer(PageUrl url, int maxBytes, Patience patience)
      throws IOException, InterruptedException {
    Optional<Kept> earlier = archive.earlier(url);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Exchange answer;
    try (Politeness.Turn turn = politeness.turn(url, patience)) {
      answer = earlierCrawls.ask(http, url, limits.withMaxBytes(maxBytes));
    } catch (FetchFailure e) {
      archive.writeFailure(url, e);
      throw e;
    }
    return new Kept(answer, archive.write(answer));
  }

  /**
   * Makes what was had the file that speaks from now on, and writes down that it does.
   *
   * @param subject what it speaks for, which redirects do not change
   */
  SiteFile speaking(SiteFile.Kind kind, String subject, Followed had) throws IOException {
    archive.speaks(kind, subject, had.answer.map(Kept::place).orElse(null));
    return had.answer
        .map(kept -> SiteFile.answered(kind, subject, kept.exchange.capture(), "", 0))
        .orElse(SiteFile.unanswered(kind, subject));
  }
}
