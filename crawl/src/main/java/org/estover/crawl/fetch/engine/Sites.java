package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.AiTxtFile;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.NamedDocument;
import org.estover.crawl.rights.ParsedFiles;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.RslPointer;
import org.estover.crawl.rights.TdmRepFile;
import org.estover.crawl.source.SiteFile;
import org.jspecify.annotations.Nullable;

/**
 * What sites say about themselves: robots.txt, tdmrep.json and ai.txt once per scheme, host and
 * port, and RSL documents once per URL; thread-safe.
 *
 * <p>Everything fetched here is kept in the archive and asked for as politely as pages are. Answers
 * about a site's own files are kept for a day (RFC 9309, section 2.4), a license document for as
 * many days as it says, and for a day where it cannot be had or read: its owner may mend it. Files
 * of equal content are parsed once. Memory grows with the number of sites and license documents of
 * the crawl.
 *
 * <p>Who asks waits a moment for a host that is not due. Then {@link NotDue} says that it is to be
 * waited for elsewhere; what was had is kept, and who asks again goes on from there.
 */
final class Sites {
  private static final String NOT_DUE = "host-not-due";
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
  private static final int TOO_MANY_REQUESTS = 429;

  /** How much memory those files may take that more than one site serves. */
  private static final long MAX_SHARED_BYTES = 32L << 20;

  private final SiteRequests requests;
  private final Politeness politeness;
  private final Backoff backoff;
  private final Scope scope;
  private final LicenseBudget budget;
  private final Clock clock;
  private final ParsedFiles files;
  private final Map<String, Site> sites = new ConcurrentHashMap<>();
  private final Map<String, Reserved> reserved = new ConcurrentHashMap<>();
  private final Map<String, License> licenses = new ConcurrentHashMap<>();

  Sites(
      String agent,
      SiteRequests requests,
      Politeness politeness,
      Backoff backoff,
      Scope scope,
      LicenseBudget budget,
      Clock clock) {
    this.requests = requests;
    this.politeness = politeness;
    this.backoff = backoff;
    this.scope = scope;
    this.budget = budget;
    this.clock = clock;
    this.files = new ParsedFiles(agent, MAX_SHARED_BYTES);
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

  /** One license document, fetched by the first that asks and then when it has grown old. */
  private static final class License {
    private @Nullable RslDocument document;
    private long oldAt;
    private SiteRequests.@Nullable Chain chain;
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
    boolean mayAskForMining = permission(mining, patience).allowed();
    boolean mayAskForTraining = permission(training, patience).allowed();
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
      Permission permission = permission(url, patience);
      if (permission.later()) {
        throw new NotDue(url);
      }
      if (!permission.allowed()) {
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

  /** What the license documents that apply to {@code page} say, each by every channel. */
  List<RslLicense> licenses(PageUrl page, List<RslPointer> pointers, Patience patience)
      throws IOException, InterruptedException {
    List<RslLicense> result = new ArrayList<>();
    for (NamedDocument named :
        NamedDocument.of(
            pointers,
            Set.of(),
            target -> page.resolve(target).map(PageUrl::toString).orElse(target))) {
      Optional<PageUrl> url = page.resolve(named.url());
      RslDocument document;
      if (!named.read()) {
        document = RslDocument.ONE_TOO_MANY;
      } else if (url.isPresent()) {
        document = document(page, url.get(), patience);
      } else {
        document = RslDocument.unreadable("its URL is not one");
      }
      result.add(named.license(document, page.toString()));
    }
    return result;
  }

  private RslDocument document(PageUrl page, PageUrl url, Patience patience)
      throws IOException, InterruptedException {
    String tooMuch = budget.reasonAgainst(page, url);
    if (!tooMuch.isEmpty()) {
      return unfetched(tooMuch);
    }
    try {
      return document(url, patience, target -> budget.reasonAgainstRedirect(page, target));
    } catch (NotDue e) {
      if (patience.isOver(e)) {
        // For this page only: another may have waited for less.
        return unfetched(NOT_DUE);
      }
      throw e;
    }
  }

  private RslDocument document(PageUrl url, Patience patience, SiteRequests.Gate gate)
      throws IOException, InterruptedException {
    License license = licenses.computeIfAbsent(url.toString(), unused -> new License());
    synchronized (license) {
      RslDocument known = license.document;
      if (known != null && clock.millis() <= license.oldAt) {
        return known;
      }
    }
    if (backoff.isAbandoned(url)) {
      return unfetched("host-abandoned");
    }
    Permission permission = permission(url, patience);
    if (permission.later()) {
      throw new NotDue(url);
    }
    synchronized (license) {
      RslDocument document = license.document;
      if (document == null || clock.millis() > license.oldAt) {
        if (permission.allowed()) {
          return fetchDocument(url, license, patience, gate);
        }
        document = RslDocument.unreadable("robots.txt forbids it");
        license.document = document;
        license.oldAt = clock.millis() + DAY_MILLIS;
      }
      return document;
    }
  }

  private RslDocument fetchDocument(
      PageUrl url, License license, Patience patience, SiteRequests.Gate gate)
      throws IOException, InterruptedException {
    SiteFile.Kind kind = SiteFile.Kind.RSL_DOCUMENT;
    SiteRequests.Chain chain = license.chain;
    if (chain == null) {
      chain = new SiteRequests.Chain(url, clock.millis());
      license.chain = chain;
    }
    SiteRequests.Followed followed =
        requests.follow(
            chain,
            kind.maxBytes(),
            target -> {
              String reason = gate.reasonAgainst(target);
              return reason.isEmpty() ? reasonAgainst(target, patience) : reason;
            },
            patience);
    Optional<Exchange> answer = followed.exchange();
    if (answer.isPresent() && backoff.decide(chain.at(), answer.get()) == Backoff.Decision.AGAIN) {
      throw new NotDue(chain.at());
    }
    if (LicenseBudget.isReason(followed.outcome())) {
      // Pages of another host may have it followed on.
      return unfetched(followed.outcome());
    }
    license.chain = null;
    SiteFile file = requests.speaking(kind, url.toString(), followed);
    boolean had = answer.isPresent() && answer.get().isSuccess();
    RslDocument document = had ? files.license(file.body()) : unfetched(followed.outcome());
    // At most one request a day, whatever a document asks for.
    int days = document.defect().isEmpty() ? Math.max(1, document.maxAgeDays()) : 1;
    license.oldAt = followed.atMillis() + days * DAY_MILLIS;
    license.document = document;
    return document;
  }

  private static RslDocument unfetched(String outcome) {
    return RslDocument.unreadable("it cannot be fetched: " + outcome);
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

  /** Why robots.txt lets a file's redirect not be followed, or "". */
  private String reasonAgainst(PageUrl target, Patience patience)
      throws IOException, InterruptedException {
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
    site.loadedAt = followed.atMillis();
    Optional<Exchange> answer = followed.exchange();
    if (answer.isPresent() && backoff.decide(url, answer.get()) == Backoff.Decision.AGAIN) {
      return Optional.empty();
    }
    SiteFile file = requests.speaking(kind, url.authority(), followed);
    int status = file.status();
    site.reachable = status != SiteFile.UNREAD && status < 500 && status != TOO_MANY_REQUESTS;
    return Optional.of(files.robots(status, file.body()));
  }
}
