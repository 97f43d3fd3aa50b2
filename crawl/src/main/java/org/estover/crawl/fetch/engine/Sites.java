package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
 */
final class Sites {
  private static final int MAX_SITEMAPS = 50;

  /** As many as may be read, and as many that other lists name as well. */
  private static final int MAX_LISTED_SITEMAPS = 2 * MAX_SITEMAPS;

  /** Lists of sitemaps list no further lists; some do all the same, and one more is read. */
  private static final int MAX_SITEMAP_DEPTH = 2;

  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
  private static final int TOO_MANY_REQUESTS = 429;

  /** How much memory those files may take that more than one site serves. */
  private static final long MAX_SHARED_BYTES = 32L << 20;

  private final SiteRequests requests;
  private final Politeness politeness;
  private final Backoff backoff;
  private final Clock clock;
  private final ParsedFiles files;
  private final Map<String, Site> sites = new ConcurrentHashMap<>();
  private final Map<String, Reserved> reserved = new ConcurrentHashMap<>();
  private final Map<String, License> licenses = new ConcurrentHashMap<>();

  Sites(String agent, SiteRequests requests, Politeness politeness, Backoff backoff, Clock clock) {
    this.requests = requests;
    this.politeness = politeness;
    this.backoff = backoff;
    this.clock = clock;
    this.files = new ParsedFiles(agent, MAX_SHARED_BYTES);
  }

  /** What one site says about itself; the first that asks fetches, the others wait. */
  private static final class Site {
    private long loadedAt;
    private @Nullable RobotsFile robots;
    private boolean reachable;
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
  }

  /** One license document, fetched by the first that asks and then when it has grown old. */
  private static final class License {
    private @Nullable RslDocument document;
    private long oldAt;
  }

  /**
   * Whether a page may be fetched, and what its site declares about it.
   *
   * @param later whether the site asked for a while before it says so
   */
  record Permission(boolean allowed, boolean reachable, boolean later, Declarations declarations) {}

  /** Asks the site's robots.txt about {@code page}. */
  Permission permission(PageUrl page) throws IOException, InterruptedException {
    Site site = sites.computeIfAbsent(page.authority(), unused -> new Site());
    synchronized (site) {
      RobotsFile robots = site.robots;
      if (robots == null || isOld(site.loadedAt)) {
        Optional<RobotsFile> fetched = fetchRobots(page, site);
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
  List<RightsSignal> reservations(PageUrl page) throws IOException, InterruptedException {
    List<RightsSignal> signals = new ArrayList<>();
    PageUrl mining = page.resolve(TdmRepFile.PATH).orElse(page);
    PageUrl training = page.resolve(AiTxtFile.PATH).orElse(page);
    boolean mayAskForMining = permission(mining).allowed();
    boolean mayAskForTraining = permission(training).allowed();
    Reserved site = reserved.computeIfAbsent(page.authority(), unused -> new Reserved());
    synchronized (site) {
      TdmRepFile reservations = site.reservations;
      if (reservations == null || isOld(site.reservationsLoadedAt)) {
        // A file that robots.txt forbids is not fetched, and so cannot be known to reserve nothing.
        site.reservationsLoadedAt = clock.millis();
        reservations = mayAskForMining ? fetchReservations(mining, site) : TdmRepFile.unreachable();
        site.reservations = reservations;
      }
      AiTxtFile rules = site.trainingRules;
      if (rules == null || isOld(site.trainingRulesLoadedAt)) {
        site.trainingRulesLoadedAt = clock.millis();
        rules = mayAskForTraining ? fetchTrainingRules(training, site) : AiTxtFile.NONE;
        site.trainingRules = rules;
      }
      reservations.reservation(page.toString()).ifPresent(signals::add);
      rules.reservation(page.toString()).ifPresent(signals::add);
    }
    return signals;
  }

  /**
   * The pages of its own host that a site's sitemaps list, as robots.txt names them and those name
   * further ones, in that order.
   */
  List<PageUrl> listed(PageUrl page) throws IOException, InterruptedException {
    Set<PageUrl> named = new LinkedHashSet<>();
    for (String url : sitemaps(page)) {
      page.resolve(url).ifPresent(named::add);
    }
    Set<PageUrl> read = new LinkedHashSet<>();
    Set<PageUrl> pages = new LinkedHashSet<>();
    for (int depth = 0; depth <= MAX_SITEMAP_DEPTH && !named.isEmpty(); depth++) {
      Set<PageUrl> further = new LinkedHashSet<>();
      for (PageUrl url : named) {
        if (read.size() < MAX_SITEMAPS && read.add(url)) {
          SitemapFile file = sitemap(url);
          for (String listed : file.pages()) {
            url.resolve(listed)
                .filter(other -> other.host().equals(page.host()))
                .filter(other -> pages.size() < SitemapFile.MAX_ENTRIES)
                .ifPresent(pages::add);
          }
          file.sitemaps().stream()
              .takeWhile(unused -> further.size() < MAX_LISTED_SITEMAPS)
              .forEach(next -> url.resolve(next).ifPresent(further::add));
        }
      }
      named = further;
    }
    return List.copyOf(pages);
  }

  private List<String> sitemaps(PageUrl page) throws IOException, InterruptedException {
    permission(page);
    Site site = sites.computeIfAbsent(page.authority(), unused -> new Site());
    synchronized (site) {
      RobotsFile robots = site.robots;
      return robots == null ? List.of() : robots.sitemaps();
    }
  }

  private SitemapFile sitemap(PageUrl url) throws IOException, InterruptedException {
    if (permission(url).allowed()) {
      Optional<Exchange> answer = follow(url, SitemapFile.MAX_BYTES).exchange();
      if (answer.isPresent() && answer.get().isSuccess()) {
        return SitemapFile.parse(answer.get().capture().body());
      }
    }
    return new SitemapFile(List.of(), List.of());
  }

  /** What the license documents that apply to {@code page} say, each by every channel. */
  List<RslLicense> licenses(PageUrl page, List<RslPointer> pointers)
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
        document = document(url.get());
      } else {
        document = RslDocument.unreadable("its URL is not one");
      }
      result.add(named.license(document, page.toString()));
    }
    return result;
  }

  private RslDocument document(PageUrl url) throws IOException, InterruptedException {
    boolean allowed = permission(url).allowed();
    License license = licenses.computeIfAbsent(url.toString(), unused -> new License());
    synchronized (license) {
      RslDocument document = license.document;
      if (document == null || clock.millis() > license.oldAt) {
        license.oldAt = clock.millis() + DAY_MILLIS;
        document =
            allowed ? fetchDocument(url, license) : RslDocument.unreadable("robots.txt forbids it");
        license.document = document;
      }
      return document;
    }
  }

  private RslDocument fetchDocument(PageUrl url, License license)
      throws IOException, InterruptedException {
    SiteFile.Kind kind = SiteFile.Kind.RSL_DOCUMENT;
    SiteRequests.Followed followed = follow(url, kind.maxBytes());
    SiteFile file = requests.speaking(kind, url.toString(), followed);
    boolean had = followed.exchange().isPresent() && followed.exchange().get().isSuccess();
    RslDocument document =
        had
            ? files.license(file.body())
            : RslDocument.unreadable("it cannot be fetched: " + followed.outcome());
    // At most one request a day, whatever a document asks for.
    int days = document.defect().isEmpty() ? Math.max(1, document.maxAgeDays()) : 1;
    license.oldAt = followed.atMillis() + days * DAY_MILLIS;
    return document;
  }

  private TdmRepFile fetchReservations(PageUrl url, Reserved site)
      throws IOException, InterruptedException {
    SiteFile.Kind kind = SiteFile.Kind.TDMREP_JSON;
    SiteRequests.Followed followed = follow(url, kind.maxBytes());
    site.reservationsLoadedAt = followed.atMillis();
    SiteFile file = requests.speaking(kind, url.authority(), followed);
    return files.reservations(file.status(), file.body());
  }

  private AiTxtFile fetchTrainingRules(PageUrl url, Reserved site)
      throws IOException, InterruptedException {
    SiteFile.Kind kind = SiteFile.Kind.AI_TXT;
    SiteRequests.Followed followed = follow(url, kind.maxBytes());
    site.trainingRulesLoadedAt = followed.atMillis();
    SiteFile file = requests.speaking(kind, url.authority(), followed);
    return files.trainingRules(file.status(), file.body());
  }

  /** Asks for a file other than robots.txt; where it redirects to, robots.txt is asked first. */
  private SiteRequests.Followed follow(PageUrl url, int maxBytes)
      throws IOException, InterruptedException {
    return requests.follow(
        url,
        maxBytes,
        target -> {
          Permission permission = permission(target);
          return permission.allowed()
              ? ""
              : permission.reachable() ? "robots-disallow" : "robots-unreachable";
        });
  }

  /** The site's robots.txt, or empty where the site wants to be asked for it later. */
  private Optional<RobotsFile> fetchRobots(PageUrl page, Site site)
      throws IOException, InterruptedException {
    PageUrl url = page.resolve("/robots.txt").orElse(page);
    SiteFile.Kind kind = SiteFile.Kind.ROBOTS_TXT;
    // RFC 9309, section 2.3.1.2: where it redirects to is read, whoever has it.
    SiteRequests.Followed followed = requests.follow(url, kind.maxBytes(), target -> "");
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
