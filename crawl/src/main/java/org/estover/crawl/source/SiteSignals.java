package org.estover.crawl.source;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.HeaderSignals;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslPointer;
import org.estover.crawl.rights.TdmRepFile;
import org.estover.crawl.warc.Capture;

/**
 * The rights signals of the pages of one WARC file: of their sites, of their header fields and of
 * their markup.
 *
 * <p>Crawlers often fetch a site's first page before its robots.txt. So the file is looked through
 * for site files first, and until one comes by again the first that the file holds speaks.
 *
 * <p>A license document that a page points to and that was not captured licenses nothing, as one
 * that cannot be fetched does. Of each kind of site file the last {@value #MAX_SITES} are
 * remembered.
 */
final class SiteSignals {
  /** The product token under which robots.txt and meta elements are read. */
  static final String AGENT = "estover";

  private static final int MAX_SITES = 10_000;

  private final Map<String, RobotsFile> robots = new Recent<>();
  private final Map<String, TdmRepFile> reservations = new Recent<>();
  private final Map<String, RslDocument> licenses = new Recent<>();

  /** Keeps the last entries. */
  private static final class Recent<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MAX_SITES;
    }
  }

  /** Takes a site file: from here on it speaks. */
  void take(SiteFile file) {
    switch (file.kind()) {
      case ROBOTS_TXT -> robots.put(file.subject(), robots(file));
      case TDMREP_JSON -> reservations.put(file.subject(), reservations(file));
      case RSL_DOCUMENT -> licenses.put(file.subject(), RslDocument.parse(file.body()));
    }
  }

  /** Takes note, ahead of all pages, of a site file. */
  void foresee(SiteFile file) {
    switch (file.kind()) {
      case ROBOTS_TXT -> foresee(robots, file.subject(), robots(file));
      case TDMREP_JSON -> foresee(reservations, file.subject(), reservations(file));
      case RSL_DOCUMENT -> foresee(licenses, file.subject(), RslDocument.parse(file.body()));
    }
  }

  private static <V> void foresee(Map<String, V> known, String subject, V found) {
    if (known.size() < MAX_SITES) {
      known.putIfAbsent(subject, found);
    }
  }

  private static RobotsFile robots(SiteFile file) {
    return RobotsFile.of(file.status(), file.body(), AGENT);
  }

  private static TdmRepFile reservations(SiteFile file) {
    return TdmRepFile.of(file.status(), file.body());
  }

  /** Returns the signals of a page, those of its site first. */
  List<RightsSignal> of(Capture capture) throws IOException {
    String uri = capture.uri();
    String authority = SiteFile.authority(uri);
    List<RightsSignal> signals = new ArrayList<>();
    Declarations declarations = Declarations.NONE;
    RobotsFile rules = robots.get(authority);
    if (rules != null) {
      declarations = rules.declarations(uri);
    }
    signals.addAll(declarations.signals());
    TdmRepFile reserved = reservations.getOrDefault(authority, TdmRepFile.NONE);
    reserved.reservation(uri).ifPresent(signals::add);
    Declarations page =
        header(capture)
            .and(
                MarkupSignals.of(
                    capture.mediaType(),
                    capture.charset(),
                    capture.body(),
                    uri,
                    target -> resolve(uri, target)));
    signals.addAll(page.signals());
    signals.addAll(licenses(declarations.and(page).documents(), uri));
    return signals;
  }

  /** Returns the signals of a page that has no site, such as the entry of an archive. */
  static List<RightsSignal> ofPage(Declarations page, String uri) {
    List<RightsSignal> signals = new ArrayList<>(page.signals());
    signals.addAll(new SiteSignals().licenses(page.documents(), uri));
    return signals;
  }

  private List<RightsSignal> licenses(List<RslPointer> pointers, String uri) {
    Set<String> seen = new LinkedHashSet<>();
    List<RightsSignal> signals = new ArrayList<>();
    for (RslPointer pointer : pointers) {
      String url = resolve(uri, pointer.url());
      String name = url.isEmpty() ? pointer.url() : url;
      if (!seen.add(name)) {
        continue;
      }
      boolean tooMany = seen.size() > RslDocument.MAX_PER_PAGE;
      RslDocument document = tooMany ? RslDocument.ONE_TOO_MANY : licenses.get(name);
      RslDocument known =
          document == null ? RslDocument.unreadable("it was not captured") : document;
      signals.add(known.license(pointer.source(), name, uri));
      if (tooMany) {
        break;
      }
    }
    return signals;
  }

  private static Declarations header(Capture capture) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    capture.fields().forEach(field -> fields.add(Map.entry(field.name(), field.value())));
    return HeaderSignals.read(fields, AGENT, target -> resolve(capture.uri(), target));
  }

  private static String resolve(String base, String target) {
    try {
      return new URI(base).resolve(new URI(target.strip())).toString();
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
