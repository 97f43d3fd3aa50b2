package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.crawler.Page;
import edu.uci.ics.crawler4j.crawler.WebCrawler;
import edu.uci.ics.crawler4j.url.WebURL;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.RightsSignal;
import org.jspecify.annotations.Nullable;

/** One of crawler4j's worker threads; what it finds out about a page it leaves in the visit. */
final class EngineCrawler extends WebCrawler {
  private final LicenseDocuments licenses;
  private final PutOffs putOffs;
  private final LevelFrontier frontier;

  EngineCrawler(LicenseDocuments licenses, PutOffs putOffs, LevelFrontier frontier) {
    this.licenses = licenses;
    this.putOffs = putOffs;
    this.frontier = frontier;
  }

  @Override
  public boolean shouldVisit(Page referringPage, WebURL url) {
    return true;
  }

  @Override
  public void visit(Page page) {
    Visit visit = (Visit) page.getWebURL();
    boolean done = false;
    try {
      while (!done) {
        done = readLicenses(visit);
      }
    } catch (IOException e) {
      unfinished(visit);
      frontier.fail(e);
    } catch (InterruptedException e) {
      unfinished(visit);
      frontier.finish();
    }
  }

  /** Returns whether nothing is left to do now: the licenses are known, or are waited for. */
  private boolean readLicenses(Visit visit) throws IOException, InterruptedException {
    try {
      List<RightsSignal> signals = new ArrayList<>(visit.declarations.signals());
      signals.addAll(licenses.of(visit.page(), visit.declarations.documents(), visit.patience()));
      visit.declarations = new Declarations(signals, List.of());
      return true;
    } catch (NotDue e) {
      return putOffs.putsOff(visit, e);
    }
  }

  /** Lets a visit be made again by the next attempt: what it found is not all there is. */
  private static void unfinished(Visit visit) {
    visit.outcome = "";
  }

  @Override
  protected void onUnexpectedStatusCode(
      String url, int statusCode, String contentType, String description) {
    logger.debug("url={} status={}", url, statusCode);
  }

  @Override
  protected void onUnhandledException(Page page, Throwable cause) {
    Visit visit = (Visit) page.getWebURL();
    if (cause instanceof FetchFailure) {
      logger.debug("url={} outcome={}", visit.getURL(), visit.outcome);
    } else if (cause instanceof InterruptedException) {
      unfinished(visit);
      frontier.finish();
    } else {
      unfinished(visit);
      frontier.fail(cause);
    }
  }

  @Override
  protected void onContentFetchError(Page page, Exception cause) {
    onUnhandledException(page, cause);
  }

  @Override
  protected void onParseError(WebURL url, Exception cause) {
    // Without a parsed page its signals are not known, so it must not pass as fetched.
    ((Visit) url).outcome = "bad-page";
    logger.debug("url={} parse={}", url.getURL(), cause.toString());
  }

  @Override
  protected void onRedirectedToInvalidUrl(Page page) {
    logger.debug("url={} redirect=invalid", page.getWebURL().getURL());
  }

  /** What ended this thread before the crawl was over, or null. */
  @Nullable Throwable deathCause() {
    return getError();
  }
}
