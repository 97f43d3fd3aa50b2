package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.AiTxtFile;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.ParsedFiles;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.TdmRepFile;
import org.estover.crawl.source.SiteFile;
import org.jspecify.annotations.Nullable;

/**
 * What sites say about themselves: robots.txt, tdmrep.json and ai.txt once per scheme, host and
 * port; thread-safe.
 *
 * <p>Everything fetched here is kept in the archive and asked for as politely as pages are. Answers
 * are kept for a day (RFC 9309, section 2.4). Files of equal content are parsed once. Memory grows
 * with the number of sites of the crawl.
 *
 * <p>Who asks waits a moment for a host that is not due. Then {@link NotDue} says that it is to be
 * waited for elsewhere; what was had is kept, and who asks again goes on from there.
 */
final class Sites {
  /** The outcome class of a file whose host was not waited for any longer. */
  static final String NOT_DUE = "host-not-due";

  static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
  private static final int TOO_MANY_REQUESTS = 429;

  private final SiteRequests requests;
  private final ParsedFiles files;
  private final Politeness politeness;
  private final Backoff backoff;
  private final Scope scope;
  private final Clock clock;
  private final Map<String, Site> sites = new ConcurrentHashMap<>();
  private final Map<String, Reserved> reserved = new ConcurrentHashMap<>();

  Sites(
      SiteRequests requests,
      ParsedFiles files,
      Politeness politeness,
      Backoff backoff,
      Scope scope,
      Clock clock) {
    this.requests = requests;
    this.files = files;
    this.politeness = politeness;
    this.backoff = backoff;
    this.scope = scope;
    this.clock = clock;
  }

  /** What one site says about itself; the first that asks fetches, the others wait. */
  private static final class Site {
    private long loadedAt;
    private @Nullable RobotsFile robots;
    private boolean reachable;
    private SiteRequests.@Nullable Chain chain;
  }

  /**
   * What one site reserves. Its files may redirect to another site, whose robots.txt is asked then,
   * so who has this lock may ask for any {@link Site}'s, but never the other way round.
   */
  private static final class Reserved {
    private long reservationsLoadedAt;
    private @Nullable TdmRepFile reservations;
    private long trainingRulesLoadedAt;
    private @Nullable AiTxtFile trainingRules;

    /** By the path that each begins with. */
    private final Map<String, SiteRequests.Chain> chains = new HashMap<>();
  }

  /**
   * Whether a page may be fetched, and what its site declares about it.
   *
   * @param later whether the site asked for a while before it says so
   */
  record Permission(boolean allowed, boolean reachable, boolean later, Declarations declarations) {}

  /** Asks the site's robots.txt about {@code page}. */
  Permission permission(PageUrl page, Patience patience) throws IOException, InterruptedException {
    Site site = sites.computeIfAbsent(page.authority(), unused -> new Site());
    synchronized (site) {
      RobotsFile robots = site.robots;
      if (robots == null || isOld(site.loadedAt)) {
        Optional<RobotsFile> fetched = fetchRobots(page, site, patience);
        if (fetched.isEmpty()) {
          return new Permission(false, true, true, Declarations.NONE);
        }
        robots = fetched.get();
        site.robots = robots;
        robots.crawlDelayMillis().ifPresent(delay -> politeness.askedDelay(page, delay));
      }
      String url = page.toString();
      return new Permission(robots.allows(url), site.reachable, false, robots.declarations(url));
    }
  }

  private boolean isOld(long loadedAtMillis) {
    return clock.millis() - loadedAtMillis > DAY_MILLIS;
  }

  /** What the site's tdmrep.json and ai.txt reserve of {@code page}. */
  List<RightsSignal> reservations(PageUrl page, Patience patience)
      throws IOException, InterruptedException {
    List<RightsSignal> signals = new ArrayList<>();
    PageUrl mining = page.resolve(TdmRepFile.PATH).orElse(page);
    PageUrl training = page.resolve(AiTxtFile.PATH).orElse(page);
    boolean mayAskForMining = reasonAgainst(mining, patience).isEmpty();
    boolean mayAskForTraining = reasonAgainst(training, patience).isEmpty();
    Reserved site = reserved.computeIfAbsent(page.authority(), unused -> new Reserved());
    synchronized (site) {
      TdmRepFile reservations = site.reservations;
      if (reservations == null || isOld(site.reservationsLoadedAt)) {
        // A file that robots.txt forbids is not fetched, and so cannot be known to reserve nothing.
        if (mayAskForMining) {
          reservations = fetchReservations(mining, site, patience);
        } else {
          reservations = TdmRepFile.unreachable();
          site.reservationsLoadedAt = clock.millis();
        }
        site.reservations = reservations;
      }
      AiTxtFile rules = site.trainingRules;
      if (rules == null || isOld(site.trainingRulesLoadedAt)) {
        if (mayAskForTraining) {
          rules = fetchTrainingRules(training, site, patience);
        } else {
          rules = AiTxtFile.NONE;
          site.trainingRulesLoadedAt = clock.millis();
        }
        site.trainingRules = rules;
      }
      reservations.reservation(page.toString()).ifPresent(signals::add);
      rules.reservation(page.toString()).ifPresent(signals::add);
    }
    return signals;
  }

  /**
   * Begins to read the sitemaps that a site's robots.txt names and those name further ones, as far
   * as they lie on hosts that the crawl may visit.
   */
  Listing listing(PageUrl page) {
    Site site = sites.computeIfAbsent(page.authority(), unused -> new Site());
    synchronized (site) {
      RobotsFile robots = site.robots;
      return new Listing(page, scope, robots == null ? List.of() : robots.sitemaps());
    }
  }

  /** The pages of its own host that a site's sitemaps list, in the order of {@code listing}. */
  List<PageUrl> listed(Listing listing, Patience patience)
      throws IOException, InterruptedException {
    for (PageUrl url = listing.next(); url != null; url = listing.next()) {
      Optional<SiteRequests.Kept> answer = sitemap(url, listing, patience);
      if (answer.isPresent()) {
        SiteRequests.Kept kept = answer.get();
        listing.take(url, kept.place(), SitemapFile.parse(kept.exchange().capture().body()));
      } else {
        listing.skip(url);
      }
    }
    return listing.pages(place -> SitemapFile.parse(requests.body(place)));
  }

  private Optional<SiteRequests.Kept> sitemap(PageUrl url, Listing listing, Patience patience)
      throws IOException, InterruptedException {
    try {
      if (!reasonAgainst(url, patience).isEmpty()) {
        return Optional.empty();
      }
      return requests
          .follow(
              listing.chain(url, clock.millis()),
              SitemapFile.MAX_BYTES,
              target ->
                  scope.hasHost(target) ? reasonAgainst(target, patience) : "host-out-of-scope",
              patience)
          .answer()
          .filter(kept -> kept.exchange().isSuccess());
    } catch (NotDue e) {
      if (patience.isOver(e)) {
        return Optional.empty();
      }
      listing.breakOff();
      throw e;
    }
  }

  private TdmRepFile fetchReservations(PageUrl url, Reserved site, Patience patience)
      throws IOException, InterruptedException {
    SiteFile.Kind kind = SiteFile.Kind.TDMREP_JSON;
    SiteRequests.Followed followed = follow(url, kind, site, patience);
    site.reservationsLoadedAt = followed.atMillis();
    SiteFile file = requests.speaking(kind, url.authority(), followed);
    return files.reservations(file.status(), file.body());
  }

  private AiTxtFile fetchTrainingRules(PageUrl url, Reserved site, Patience patience)
      throws IOException, InterruptedException {
    SiteFile.Kind kind = SiteFile.Kind.AI_TXT;
    SiteRequests.Followed followed = follow(url, kind, site, patience);
    site.trainingRulesLoadedAt = followed.atMillis();
    SiteFile file = requests.speaking(kind, url.authority(), followed);
    return files.trainingRules(file.status(), file.body());
  }

  /** Asks for what a site reserves; where that redirects to, robots.txt is asked first. */
  private SiteRequests.Followed follow(
      PageUrl url, SiteFile.Kind kind, Reserved site, Patience patience)
      throws IOException, InterruptedException {
    SiteRequests.Chain chain =
        site.chains.computeIfAbsent(
            url.path(), unused -> new SiteRequests.Chain(url, clock.millis()));
    SiteRequests.Followed followed;
    try {
      followed =
          requests.follow(
              chain, kind.maxBytes(), target -> reasonAgainst(target, patience), patience);
    } catch (NotDue e) {
      if (!patience.isOver(e)) {
        throw e;
      }
      followed = new SiteRequests.Followed(Optional.empty(), NOT_DUE, clock.millis());
    }
    site.chains.remove(url.path());
    return followed;
  }

  /**
   * Why robots.txt lets a file not be asked for, or "".
   *
   * @throws NotDue if the site asked for a while before it says so
   */
  String reasonAgainst(PageUrl target, Patience patience) throws IOException, InterruptedException {
    Permission permission = permission(target, patience);
    if (permission.later()) {
      throw new NotDue(target);
    }
    return permission.allowed()
        ? ""
        : permission.reachable() ? "robots-disallow" : "robots-unreachable";
  }

  /** The site's robots.txt, or empty where the site wants to be asked for it later. */
  private Optional<RobotsFile> fetchRobots(PageUrl page, Site site, Patience patience)
      throws IOException, InterruptedException {
    PageUrl url = page.resolve("/robots.txt").orElse(page);
    SiteFile.Kind kind = SiteFile.Kind.ROBOTS_TXT;
    SiteRequests.Chain chain = site.chain;
    if (chain == null) {
      chain = new SiteRequests.Chain(url, clock.millis());
      site.chain = chain;
    }
    SiteRequests.Followed followed;
    try {
      // RFC 9309, section 2.3.1.2: where it redirects to is read, whoever has it.
      followed = requests.follow(chain, kind.maxBytes(), target -> "", patience);
    } catch (NotDue e) {
      // Who asks about another site decides nothing for that one.
      if (!patience.isOver(e) || !patience.isOf(page)) {
        throw e;
      }
      followed = new SiteRequests.Followed(Optional.empty(), NOT_DUE, clock.millis());
    }
    site.chain = null;
    Optional<Exchange> answer = followed.exchange();
    if (answer.isPresent() && backoff.decide(url, answer.get()) == Backoff.Decision.AGAIN) {
      return Optional.empty();
    }
    site.loadedAt = followed.atMillis();
    SiteFile file = requests.speaking(kind, url.authority(), followed);
    int status = file.status();
    site.reachable = status != SiteFile.UNREAD && status < 500 && status != TOO_MANY_REQUESTS;
    return Optional.of(files.robots(status, file.body()));
  }
}
