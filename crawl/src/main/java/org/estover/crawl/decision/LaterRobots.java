package org.estover.crawl.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.NamedDocument;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.RslPointer;
import org.jspecify.annotations.Nullable;

/**
 * Later robots.txt files of sites: what was read of the earlier ones is replaced by what these say
 * about each page, so that a site may take back its consent after it was crawled.
 *
 * <p>Replaced are access, preferences, the tokens of other crawlers, and the licenses that
 * robots.txt points to. Nothing is fetched: a license document that the later file names speaks if
 * the crawl has kept it, and else licenses nothing.
 *
 * <p>A site is named by scheme, host and port, or by host and port: then both schemes are meant.
 * Immutable to its users and thread-safe.
 */
public final class LaterRobots {
  /** No site has a later file. */
  public static final LaterRobots NONE = new LaterRobots(Map.of(), Map.of(), "");

  private static final String ROBOTS = "robots.txt";

  private final Map<String, RobotsFile> files = new HashMap<>();
  private final Map<String, RslDocument> documents = new HashMap<>();

  /**
   * Reads files.
   *
   * @param files the bytes of each, by the {@linkplain #site name} of its site
   * @param documents the bytes of license documents, by their URLs
   * @param agent the product token under which the files are read
   */
  public LaterRobots(Map<String, byte[]> files, Map<String, byte[]> documents, String agent) {
    files.forEach((site, bytes) -> this.files.put(site, RobotsFile.parse(bytes, agent)));
    documents.forEach((url, bytes) -> this.documents.put(url, RslDocument.parse(bytes)));
  }

  /**
   * The name of the site that a person means by {@code text}: {@code example.org}, {@code
   * example.org:8080} or {@code https://example.org}; empty if it is none.
   */
  public static Optional<String> site(String text) {
    boolean named = text.contains("://");
    Optional<PageUrl> url = PageUrl.parse((named ? "" : "http://") + text.strip());
    return url.filter(page -> page.path().equals("/"))
        .map(page -> named ? page.authority() : withoutScheme(page));
  }

  private static String withoutScheme(PageUrl page) {
    return page.authority().substring(page.authority().indexOf("://") + 3);
  }

  /** The URLs of all license documents that these files may name for their sites. */
  public static SortedSet<String> documentsNamed(SortedMap<String, byte[]> files, String agent) {
    SortedSet<String> named = new TreeSet<>();
    files.forEach(
        (site, bytes) -> {
          for (String home : homes(site)) {
            for (RslPointer pointer : RobotsFile.parse(bytes, agent).licenses()) {
              named.add(resolved(home, pointer.url()));
            }
          }
        });
    return named;
  }

  private static List<String> homes(String site) {
    return site.contains("://")
        ? List.of(site + "/")
        : List.of("http://" + site + "/", "https://" + site + "/");
  }

  /** Whether there is a later file for the site of a page. */
  public boolean speaksFor(String uri) {
    return !files.isEmpty() && file(uri) != null;
  }

  private @Nullable RobotsFile file(String uri) {
    Optional<PageUrl> page = PageUrl.parse(uri);
    if (page.isEmpty()) {
      return null;
    }
    RobotsFile exact = files.get(page.get().authority());
    return exact == null ? files.get(withoutScheme(page.get())) : exact;
  }

  /** What holds of a page's signals now; the same if its site has no later file. */
  public List<RightsSignal> applied(String uri, List<RightsSignal> signals) {
    RobotsFile file = files.isEmpty() ? null : file(uri);
    if (file == null) {
      return signals;
    }
    List<RightsSignal> result = new ArrayList<>();
    Map<String, RslLicense> own = new LinkedHashMap<>();
    for (RightsSignal signal : signals) {
      if (!isOfRobots(signal)) {
        result.add(signal);
        if (signal instanceof RslLicense license) {
          own.putIfAbsent(license.document(), license);
        }
      }
    }
    Declarations declared = file.declarations(uri);
    result.addAll(declared.signals());
    result.addAll(licenses(uri, declared.documents(), own));
    return result;
  }

  /** Whether a signal was read from robots.txt or from a document that it points to. */
  static boolean isOfRobots(RightsSignal signal) {
    String source = signal.source();
    return source.equals(ROBOTS) || source.startsWith(ROBOTS + ":");
  }

  /**
   * What the documents say that the later file names.
   *
   * @param own what those say that the page itself names, by their URLs
   */
  private List<RslLicense> licenses(
      String uri, Collection<RslPointer> pointers, Map<String, RslLicense> own) {
    List<RslLicense> licenses = new ArrayList<>();
    for (NamedDocument named :
        NamedDocument.of(pointers, own.keySet(), url -> resolved(uri, url))) {
      RslLicense same = own.get(named.url());
      RslDocument known = documents.get(named.url());
      if (same != null) {
        licenses.add(same.from(named.source()));
      } else {
        licenses.add(
            named.license(
                known == null ? RslDocument.unreadable("it was not captured") : known, uri));
      }
    }
    return licenses;
  }

  private static String resolved(String uri, String target) {
    return PageUrl.parse(uri)
        .flatMap(page -> page.resolve(target))
        .map(PageUrl::toString)
        .orElse(target);
  }
}
