package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.NamedDocument;
import org.estover.crawl.rights.ParsedFiles;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.RslPointer;
import org.estover.crawl.source.SiteFile;
import org.jspecify.annotations.Nullable;

/**
 * The RSL documents that pages name, wherever they lie, each asked for once per URL; thread-safe.
 *
 * <p>They are kept in the archive and asked for as politely as pages are, where the robots.txt of
 * their site lets us and {@link LicenseBudget} has room. A document is kept for as many days as it
 * says, and for a day where it cannot be had or read: its owner may mend it. Memory grows with the
 * number of documents of the crawl.
 *
 * <p>A host that is not due is waited for as {@link Sites} does it.
 */
final class LicenseDocuments {
  private final Sites sites;
  private final SiteRequests requests;
  private final ParsedFiles files;
  private final Backoff backoff;
  private final LicenseBudget budget;
  private final Clock clock;
  private final Map<String, License> documents = new ConcurrentHashMap<>();

  LicenseDocuments(
      Sites sites,
      SiteRequests requests,
      ParsedFiles files,
      Backoff backoff,
      LicenseBudget budget,
      Clock clock) {
    this.sites = sites;
    this.requests = requests;
    this.files = files;
    this.backoff = backoff;
    this.budget = budget;
    this.clock = clock;
  }

  /** One license document, fetched by the first that asks and then when it has grown old. */
  private static final class License {
    private @Nullable RslDocument document;
    private long oldAt;
    private SiteRequests.@Nullable Chain chain;
  }

  /** What the license documents that apply to {@code page} say, each by every channel. */
  List<RslLicense> of(PageUrl page, List<RslPointer> pointers, Patience patience)
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
        return unfetched(Sites.NOT_DUE);
      }
      throw e;
    }
  }

  private RslDocument document(PageUrl url, Patience patience, SiteRequests.Gate gate)
      throws IOException, InterruptedException {
    License license = documents.computeIfAbsent(url.toString(), unused -> new License());
    synchronized (license) {
      RslDocument known = license.document;
      if (known != null && clock.millis() <= license.oldAt) {
        return known;
      }
    }
    if (backoff.isAbandoned(url)) {
      return unfetched("host-abandoned");
    }
    Sites.Permission permission = sites.permission(url, patience);
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
        license.oldAt = clock.millis() + Sites.DAY_MILLIS;
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
              return reason.isEmpty() ? sites.reasonAgainst(target, patience) : reason;
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
    license.oldAt = followed.atMillis() + days * Sites.DAY_MILLIS;
    license.document = document;
    return document;
  }

  private static RslDocument unfetched(String outcome) {
    return RslDocument.unreadable("it cannot be fetched: " + outcome);
  }
}
