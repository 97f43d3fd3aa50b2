package org.estover.crawl.fetch.engine;

import crawlercommons.filters.basic.BasicURLNormalizer;
import edu.uci.ics.crawler4j.crawler.CrawlConfig;
import edu.uci.ics.crawler4j.fetcher.PageFetchResult;
import edu.uci.ics.crawler4j.fetcher.PageFetcher;
import edu.uci.ics.crawler4j.url.WebURL;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.HeaderSignals;
import org.estover.crawl.rights.RightsSignal;

/**
 * Fetches pages for crawler4j by our rules: robots.txt is asked when the page is fetched, requests
 * keep their distance. What becomes of a page is left in its visit, which the frontier keeps.
 *
 * <p>crawler4j's own client, which trusts every certificate, is closed before it is ever used.
 */
final class EngineFetcher extends PageFetcher {
  private final String agent;
  private final HttpExchanges http;
  private final HttpLimits limits;
  private final long maxWaitMillis;
  private final Politeness politeness;
  private final Backoff backoff;
  private final HostBudgets budgets;
  private final Sites sites;
  private final PutOffs putOffs;
  private final EarlierCrawls earlier;
  private final Set<String> sitemapSeeds;

  EngineFetcher(
      CrawlConfig config,
      String agent,
      HttpExchanges http,
      HttpLimits limits,
      long maxWaitMillis,
      Politeness politeness,
      Backoff backoff,
      HostBudgets budgets,
      Sites sites,
      PutOffs putOffs,
      EarlierCrawls earlier,
      Set<String> sitemapSeeds)
      throws GeneralSecurityException, IOException {
    super(config, new BasicURLNormalizer(), politeness);
    this.agent = agent;
    this.http = http;
    this.limits = limits;
    this.maxWaitMillis = maxWaitMillis;
    this.politeness = politeness;
    this.backoff = backoff;
    this.budgets = budgets;
    this.sites = sites;
    this.putOffs = putOffs;
    this.earlier = earlier;
    this.sitemapSeeds = sitemapSeeds;
    httpClient.close();
    connectionManager.close();
    connectionMonitorThread.shutdown();
    httpClient = http.client();
    connectionManager = http.connections();
  }

  @Override
  public PageFetchResult fetchPage(WebURL url) throws InterruptedException, IOException {
    Visit visit = (Visit) url;
    visit.patient(maxWaitMillis);
    putOffs.begin(visit);
    while (true) {
      try {
        return fetch(visit);
      } catch (NotDue e) {
        if (putOffs.putsOff(visit, e)) {
          throw new FetchFailure("asked-later", visit.getURL());
        }
      }
    }
  }

  private PageFetchResult fetch(Visit visit) throws InterruptedException, IOException {
    Exchange exchange = visit.exchange;
    if (exchange == null) {
      exchange = answer(visit);
    }
    if (sitemapSeeds.contains(visit.getURL()) && !visit.isListed) {
      Listing listing = visit.listing;
      if (listing == null) {
        listing = sites.listing(visit.page());
        visit.listing = listing;
      }
      visit.addLinks(sites.listed(listing, visit.patience()));
      visit.listing = null;
      visit.isListed = true;
    }
    return result(visit, exchange);
  }

  /** Asks for a page that was not answered yet. */
  private Exchange answer(Visit visit) throws InterruptedException, IOException {
    PageUrl page = visit.page();
    Patience patience = visit.patience();
    Sites.Permission permission = sites.permission(page, patience);
    if (permission.later()) {
      throw askedLater(visit);
    }
    visit.declarations = permission.declarations();
    if (backoff.isAbandoned(page)) {
      throw refused(visit, "host-abandoned");
    }
    if (!permission.allowed()) {
      throw refused(visit, permission.reachable() ? "robots-disallow" : "robots-unreachable");
    }
    List<RightsSignal> reserved = sites.reservations(page, patience);
    Exchange exchange;
    visit.asked = true;
    try {
      exchange = ask(page, patience);
    } catch (FetchFailure e) {
      visit.address = e.address();
      throw refused(visit, e.outcome());
    }
    Backoff.Decision decision = backoff.decide(page, exchange);
    if (decision == Backoff.Decision.AGAIN) {
      throw askedLater(visit);
    }
    visit.exchange = exchange;
    visit.outcome =
        decision == Backoff.Decision.ABANDON
            ? "abandoned-" + exchange.status()
            : exchange.outcome();
    Declarations site = permission.declarations().and(new Declarations(reserved, List.of()));
    visit.declarations =
        site.and(HeaderSignals.access(exchange.status(), exchange.responseFields()))
            .and(
                HeaderSignals.read(
                    exchange.responseFields(),
                    agent,
                    target -> page.resolve(target).map(PageUrl::toString).orElse(target)));
    return exchange;
  }

  @SuppressWarnings("try") // The turn is held, not used.
  private Exchange ask(PageUrl page, Patience patience) throws IOException, InterruptedException {
    try (Politeness.Turn turn = politeness.turn(page, patience)) {
      return earlier.ask(http, page, limits);
    }
  }

  /** The frontier hands the page out again once its host may be asked. */
  private static FetchFailure askedLater(Visit visit) {
    visit.again = true;
    return new FetchFailure("asked-later", visit.getURL());
  }

  private static FetchFailure refused(Visit visit, String outcome) {
    visit.outcome = outcome;
    return new FetchFailure(outcome, visit.getURL());
  }

  private PageFetchResult result(Visit visit, Exchange exchange) {
    PageFetchResult result = new PageFetchResult(true);
    result.setStatusCode(exchange.status());
    // The type that came is read where the capture is: the library dies of some charset names.
    result.setEntity(
        new ByteArrayEntity(exchange.capture().body(), ContentType.APPLICATION_OCTET_STREAM));
    List<Header> headers = new ArrayList<>();
    exchange.capture().fields().forEach(f -> headers.add(new BasicHeader(f.name(), f.value())));
    result.setResponseHeaders(headers.toArray(Header[]::new));
    if (exchange.isRedirect()) {
      // As a link, so that it is written down with the visit; crawler4j hears of no target.
      Optional<PageUrl> target =
          exchange.capture().field("Location").flatMap(visit.page()::resolve);
      if (target.isPresent() && budgets.follows(visit.page(), visit.isOwn, target.get())) {
        visit.addLinks(List.of(target.get()));
      } else if (target.isPresent()) {
        visit.outcome = "too-many-redirects";
      }
    } else if (exchange.isSuccess()) {
      result.setFetchedUrl(visit.getURL());
    }
    return result;
  }
}
