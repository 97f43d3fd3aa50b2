package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.RslPointer;
import org.estover.crawl.rights.TdmRepFile;
import org.jspecify.annotations.Nullable;

/**
 * What sites say about themselves: robots.txt and tdmrep.json once per scheme, host and port, and
 * RSL documents once per URL; thread-safe.
 *
 * <p>Everything fetched here is kept in the archive and asked for as politely as pages are. Answers
 * about robots.txt and tdmrep.json are kept for a day (RFC 9309, section 2.4). Memory grows with
 * the number of sites and license documents of the crawl.
 */
final class Sites {
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_SITEMAPS = 50;

  /** Lists of sitemaps list no further lists; some do all the same, and one more is read. */
  private static final int MAX_SITEMAP_DEPTH = 2;

  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  private final String agent;
  private final HttpExchanges http;
  private final HttpLimits limits;
  private final Politeness politeness;
  private final Backoff backoff;
  private final CaptureArchive archive;
  private final EarlierCrawls earlierCrawls;
  private final Clock clock;
  private final Map<String, Site> sites = new ConcurrentHashMap<>();
  private final Map<String, License> licenses = new ConcurrentHashMap<>();

  Sites(
      String agent,
      HttpExchanges http,
      HttpLimits limits,
      Politeness politeness,
      Backoff backoff,
      CaptureArchive archive,
      EarlierCrawls earlierCrawls,
      Clock clock) {
    this.agent = agent;
    this.http = http;
    this.limits = limits;
    this.politeness = politeness;
    this.backoff = backoff;
    this.archive = archive;
    this.earlierCrawls = earlierCrawls;
    this.clock = clock;
  }

  /** What one site says about itself; the first that asks fetches, the others wait. */
  private static final class Site {
    private long loadedAt;
    private @Nullable RobotsFile robots;
    private boolean reachable;
    private long reservationsLoadedAt;
    private @Nullable TdmRepFile reservations;
  }

  /** One license document, fetched by the first that asks. */
  private static final class License {
    private @Nullable RslDocument document;
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
      if (robots == null || clock.millis() - site.loadedAt > DAY_MILLIS) {
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

  /** The reservation that the site's tdmrep.json makes for {@code page}. */
  Optional<RightsSignal> reservation(PageUrl page) throws IOException, InterruptedException {
    PageUrl file = page.resolve(TdmRepFile.PATH).orElse(page);
    boolean allowed = permission(file).allowed();
    Site site = sites.computeIfAbsent(page.authority(), unused -> new Site());
    synchronized (site) {
      TdmRepFile reservations = site.reservations;
      if (reservations == null || clock.millis() - site.reservationsLoadedAt > DAY_MILLIS) {
        // A file that robots.txt forbids is not fetched, and so cannot be known to reserve nothing.
        site.reservationsLoadedAt = clock.millis();
        reservations = allowed ? fetchReservations(file, site) : TdmRepFile.unreachable();
        site.reservations = reservations;
      }
      return reservations.reservation(page.toString()).map(signal -> signal);
    }
  }

  /**
   * The pages of its own host that a site's sitemaps list, as robots.txt names them and those name
   * further ones, in that order.
   */
  List<PageUrl> listed(PageUrl page) throws IOException, InterruptedException {
    List<PageUrl> named = new ArrayList<>();
    for (String url : sitemaps(page)) {
      page.resolve(url).ifPresent(named::add);
    }
    Set<PageUrl> read = new LinkedHashSet<>();
    Set<PageUrl> pages = new LinkedHashSet<>();
    for (int depth = 0; depth <= MAX_SITEMAP_DEPTH && !named.isEmpty(); depth++) {
      List<PageUrl> further = new ArrayList<>();
      for (PageUrl url : named) {
        if (read.size() < MAX_SITEMAPS && read.add(url)) {
          SitemapFile file = sitemap(url);
          for (String listed : file.pages()) {
            url.resolve(listed)
                .filter(other -> other.host().equals(page.host()))
                .filter(other -> pages.size() < SitemapFile.MAX_ENTRIES)
                .ifPresent(pages::add);
          }
          file.sitemaps().forEach(next -> url.resolve(next).ifPresent(further::add));
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
      Optional<Exchange> answer = follow(url, SitemapFile.MAX_BYTES).answer;
      if (answer.isPresent() && answer.get().isSuccess()) {
        return SitemapFile.parse(answer.get().capture().body());
      }
    }
    return new SitemapFile(List.of(), List.of());
  }

  /** What the license documents that apply to {@code page} say; each is fetched once. */
  List<RslLicense> licenses(PageUrl page, List<RslPointer> pointers)
      throws IOException, InterruptedException {
    Set<String> seen = new LinkedHashSet<>();
    List<RslLicense> result = new ArrayList<>();
    for (RslPointer pointer : pointers) {
      Optional<PageUrl> target = page.resolve(pointer.url());
      String url = target.map(PageUrl::toString).orElse(pointer.url());
      if (!seen.add(url)) {
        continue;
      }
      boolean tooMany = seen.size() > RslDocument.MAX_PER_PAGE;
      RslDocument document;
      if (tooMany) {
        document = RslDocument.ONE_TOO_MANY;
      } else if (target.isPresent()) {
        document = document(target.get());
      } else {
        document = RslDocument.unreadable("its URL is not one");
      }
      result.add(document.license(pointer.source(), url, page.toString()));
      if (tooMany) {
        break;
      }
    }
    return result;
  }

  private RslDocument document(PageUrl url) throws IOException, InterruptedException {
    boolean allowed = permission(url).allowed();
    License license = licenses.computeIfAbsent(url.toString(), unused -> new License());
    synchronized (license) {
      RslDocument document = license.document;
      if (document == null) {
        document = allowed ? fetchDocument(url) : RslDocument.unreadable("robots.txt forbids it");
        license.document = document;
      }
      return document;
    }
  }

  private RslDocument fetchDocument(PageUrl url) throws IOException, InterruptedException {
    Followed followed = follow(url, RslDocument.MAX_BYTES + 1);
    if (followed.answer.isEmpty()) {
      return RslDocument.unreadable("it cannot be fetched: " + followed.outcome);
    }
    Exchange answer = followed.answer.get();
    return answer.isSuccess()
        ? RslDocument.parse(answer.capture().body())
        : RslDocument.unreadable("it cannot be fetched: " + answer.outcome());
  }

  private TdmRepFile fetchReservations(PageUrl file, Site site)
      throws IOException, InterruptedException {
    Followed followed = follow(file, TdmRepFile.MAX_BYTES + 1);
    site.reservationsLoadedAt = followed.atMillis;
    Optional<Exchange> answer = followed.answer;
    return answer.isPresent()
        ? TdmRepFile.of(answer.get().status(), answer.get().capture().body())
        : TdmRepFile.unreachable();
  }

  /** The site's robots.txt, or empty where the site wants to be asked for it later. */
  private Optional<RobotsFile> fetchRobots(PageUrl page, Site site)
      throws IOException, InterruptedException {
    PageUrl url = page.resolve("/robots.txt").orElse(page);
    Followed followed = follow(url, RobotsFile.MAX_BYTES);
    site.loadedAt = followed.atMillis;
    if (followed.answer.isEmpty()) {
      site.reachable = false;
      return Optional.of(RobotsFile.unreachable(agent));
    }
    Exchange answer = followed.answer.get();
    if (backoff.decide(url, answer) == Backoff.Decision.AGAIN) {
      return Optional.empty();
    }
    site.reachable = answer.status() < 500 && answer.status() != 429;
    return Optional.of(RobotsFile.of(answer.status(), answer.capture().body(), agent));
  }

  /**
   * The last answer of a chain of redirects, or why there is none.
   *
   * @param atMillis when the oldest answer of the chain was had: one that a process before this one
   *     had does not become younger by being read again
   */
  private record Followed(Optional<Exchange> answer, String outcome, long atMillis) {}

  private Followed follow(PageUrl url, int maxBytes) throws IOException, InterruptedException {
    PageUrl at = url;
    long oldest = clock.millis();
    for (int hop = 0; ; hop++) {
      Exchange answer;
      try {
        answer = answer(at, maxBytes);
      } catch (FetchFailure e) {
        return new Followed(Optional.empty(), e.outcome(), oldest);
      }
      oldest = Math.min(oldest, Instant.parse(answer.capture().date()).toEpochMilli());
      Optional<PageUrl> next =
          answer.isRedirect()
              ? answer.capture().field("Location").flatMap(at::resolve)
              : Optional.empty();
      if (next.isEmpty() || hop == MAX_REDIRECTS) {
        return new Followed(Optional.of(answer), answer.outcome(), oldest);
      }
      at = next.get();
    }
  }

  /** What a process before this one was answered, else what is answered now. */
  @SuppressWarnings("try") // The turn is held, not used.
  private Exchange answer(PageUrl url, int maxBytes) throws IOException, InterruptedException {
    Optional<Exchange> earlier = archive.earlier(url);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Exchange answer;
    try (Politeness.Turn turn = politeness.turn(url)) {
      answer = earlierCrawls.ask(http, url, limits.withMaxBytes(maxBytes));
    } catch (FetchFailure e) {
      archive.writeFailure(url, e);
      throw e;
    }
    archive.write(answer);
    return answer;
  }
}
