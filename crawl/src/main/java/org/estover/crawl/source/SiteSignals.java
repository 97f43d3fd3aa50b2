package org.estover.crawl.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.AiTxtFile;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.HeaderSignals;
import org.estover.crawl.rights.NamedDocument;
import org.estover.crawl.rights.ParsedFiles;
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
 * for sites and site files first, and until one comes by again the first that the file holds
 * speaks. For a site of which the file holds none, the one among the source's other files that
 * {@link SiteFile#PRECEDENCE} names does.
 *
 * <p>A license document that a page points to and that was not captured licenses nothing, as one
 * that cannot be fetched does. Of other WARC files those documents are taken that lie on a site of
 * a page or that its robots.txt points to.
 *
 * <p>Memory: a name per site of the file, and a limit for all site files together. What does not
 * fit in is taken to reserve everything, and the pages concerned are counted.
 */
final class SiteSignals {
  /** The product token under which robots.txt and meta elements are read. */
  static final String AGENT = "estover";

  /** How many bytes of site files are held. */
  static final long MAX_BYTES = 64L << 20;

  /** How many bytes of the site files held are held parsed as well. */
  private static final long MAX_PARSED_BYTES = 8L << 20;

  /** How much memory those files may take that more than one site serves. */
  private static final long MAX_SHARED_BYTES = 32L << 20;

  /** What a parsed file costs beside its bytes. */
  private static final long PARSED_BYTES = 256;

  private final long maxBytes;
  private final Set<String> sites = new HashSet<>();
  private final Map<Key, Held> held = new HashMap<>();
  private final Map<Key, Object> parsed = new HashMap<>();
  private final ParsedFiles files = new ParsedFiles(AGENT, MAX_SHARED_BYTES);
  private long heldBytes;
  private long parsedBytes;
  private boolean unheard;
  private long unheardPages;

  /** What one site file is known by. */
  private record Key(SiteFile.Kind kind, String subject) {
    static Key of(SiteFile file) {
      return new Key(file.kind(), file.subject());
    }
  }

  /** A site file, or of one that did not fit in all but its body. */
  private record Held(SiteFile file, boolean fits) {}

  SiteSignals(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes note, ahead of all pages, that there is a page. */
  void foreseePage(String uri) {
    String authority = SiteFile.authority(uri);
    if (!authority.isEmpty()) {
      sites.add(authority);
    }
  }

  /** Takes note, ahead of all pages, of a site file in the same WARC file. */
  void foresee(SiteFile file) {
    if (!held.containsKey(Key.of(file))) {
      hold(file);
    }
  }

  /** Takes, after the first look at the WARC file, what others say of the sites of its pages. */
  void foreseeFrom(SiteFiles others) throws IOException {
    for (Held found : List.copyOf(held.values())) {
      if (!isWanted(found.file)) {
        heldBytes -= found.file.body().length;
        held.remove(Key.of(found.file));
      }
    }
    if (sites.isEmpty() || others == SiteFiles.NONE) {
      return;
    }
    Set<Key> own = new HashSet<>(held.keySet());
    others.each(
        file -> {
          boolean ofASite = sites.contains(SiteFile.authority(file.subject()));
          if (ofASite && !own.contains(Key.of(file))) {
            prefer(file);
          }
        });
    Set<Key> named = documentsThatRobotsName();
    named.removeAll(held.keySet());
    if (!named.isEmpty()) {
      others.each(
          file -> {
            if (named.contains(Key.of(file))) {
              prefer(file);
            }
          });
    }
    unheard = false;
  }

  private Set<Key> documentsThatRobotsName() {
    Set<Key> named = new HashSet<>();
    for (String site : sites) {
      String home = site + "/";
      for (RslPointer pointer : robots(site).map(RobotsFile::licenses).orElse(List.of())) {
        named.add(new Key(SiteFile.Kind.RSL_DOCUMENT, resolve(home, pointer.url())));
      }
    }
    return named;
  }

  /** Gives the site files that are held, in the order of their kinds and subjects. */
  void each(SiteFiles.Taker taker) throws IOException {
    List<Key> keys = new ArrayList<>(held.keySet());
    keys.sort(Comparator.comparing(Key::kind).thenComparing(Key::subject));
    for (Key key : keys) {
      Held found = Objects.requireNonNull(held.get(key));
      taker.take(found.fits ? found.file : found.file.unread());
    }
  }

  /** Takes a site file: from here on it speaks. The result is whether it did not before. */
  boolean take(SiteFile file) {
    if (!isWanted(file)) {
      return false;
    }
    Held before = held.get(Key.of(file));
    hold(file);
    return before == null
        || before.file.offset() != file.offset()
        || !before.file.file().equals(file.file());
  }

  private boolean isWanted(SiteFile file) {
    return file.kind() == SiteFile.Kind.RSL_DOCUMENT || sites.contains(file.subject());
  }

  private void prefer(SiteFile file) {
    Held before = held.get(Key.of(file));
    if (before == null || SiteFile.PRECEDENCE.compare(file, before.file) < 0) {
      hold(file);
    }
  }

  private void hold(SiteFile file) {
    Key key = Key.of(file);
    Held before = held.get(key);
    heldBytes -= before == null ? 0 : before.file.body().length;
    boolean fits = heldBytes + file.body().length <= maxBytes;
    held.put(key, new Held(fits ? file : file.withoutBody(), fits));
    heldBytes += fits ? file.body().length : 0;
    parsed.remove(key);
  }

  private Optional<RobotsFile> robots(String site) {
    return read(
        new Key(SiteFile.Kind.ROBOTS_TXT, site),
        RobotsFile.class,
        file -> files.robots(file.status(), file.body()),
        () -> RobotsFile.unreachable(AGENT));
  }

  private Optional<TdmRepFile> reservations(String site) {
    return read(
        new Key(SiteFile.Kind.TDMREP_JSON, site),
        TdmRepFile.class,
        file -> files.reservations(file.status(), file.body()),
        TdmRepFile::unreachable);
  }

  private Optional<AiTxtFile> trainingRules(String site) {
    return read(
        new Key(SiteFile.Kind.AI_TXT, site),
        AiTxtFile.class,
        file -> files.trainingRules(file.status(), file.body()),
        () -> AiTxtFile.NONE);
  }

  private Optional<RslDocument> license(String url) {
    return read(
        new Key(SiteFile.Kind.RSL_DOCUMENT, url),
        RslDocument.class,
        file -> files.license(file.body()),
        () -> RslDocument.unreadable("more than " + maxBytes + " bytes of site files"));
  }

  private <V> Optional<V> read(
      Key key, Class<V> type, Function<SiteFile, V> parser, Supplier<V> unread) {
    Held found = held.get(key);
    if (found == null) {
      return Optional.empty();
    }
    if (!found.fits) {
      unheard = true;
      return Optional.of(unread.get());
    }
    Object known = parsed.get(key);
    if (known == null) {
      long bytes = found.file.body().length + PARSED_BYTES;
      if (parsedBytes + bytes > MAX_PARSED_BYTES) {
        parsed.clear();
        parsedBytes = 0;
      }
      known = parser.apply(found.file);
      parsed.put(key, known);
      parsedBytes += bytes;
    }
    return Optional.of(type.cast(known));
  }

  /** How many pages were judged by site files that did not fit in. */
  long unheardPages() {
    return unheardPages;
  }

  /** Returns the signals of a page, those of its site first. */
  List<RightsSignal> of(Capture capture) throws IOException {
    String uri = capture.uri();
    Declarations markup =
        MarkupSignals.of(
            capture.mediaType(),
            capture.charset(),
            capture.body(),
            uri,
            target -> resolve(uri, target));
    return together(site(uri), header(capture).and(markup), uri);
  }

  /** Returns what the site of a page declares about it, whatever the page itself says. */
  List<RightsSignal> ofSite(String uri) {
    return together(site(uri), Declarations.NONE, uri);
  }

  /** Returns the signals of a page that has no site, such as the entry of an archive. */
  static List<RightsSignal> ofPage(Declarations page, String uri) {
    return new SiteSignals(0).together(Declarations.NONE, page, uri);
  }

  private Declarations site(String uri) {
    String site = SiteFile.authority(uri);
    Declarations robots =
        robots(site).map(rules -> rules.declarations(uri)).orElse(Declarations.NONE);
    List<RightsSignal> reserved = new ArrayList<>();
    reservations(site).flatMap(file -> file.reservation(uri)).ifPresent(reserved::add);
    trainingRules(site).flatMap(file -> file.reservation(uri)).ifPresent(reserved::add);
    return robots.and(new Declarations(reserved, List.of()));
  }

  private List<RightsSignal> together(Declarations site, Declarations page, String uri) {
    Declarations all = site.and(page);
    List<RightsSignal> signals = new ArrayList<>(all.signals());
    signals.addAll(licenses(all.documents(), uri));
    unheardPages += unheard ? 1 : 0;
    unheard = false;
    return signals;
  }

  private List<RightsSignal> licenses(List<RslPointer> pointers, String uri) {
    List<RightsSignal> signals = new ArrayList<>();
    for (NamedDocument named : NamedDocument.of(pointers, Set.of(), url -> resolve(uri, url))) {
      RslDocument document =
          named.read()
              ? license(named.url()).orElse(RslDocument.unreadable("it was not captured"))
              : RslDocument.ONE_TOO_MANY;
      signals.add(named.license(document, uri));
    }
    return signals;
  }

  private static Declarations header(Capture capture) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    capture.fields().forEach(field -> fields.add(Map.entry(field.name(), field.value())));
    return HeaderSignals.access(capture.status(), fields)
        .and(HeaderSignals.read(fields, AGENT, target -> resolve(capture.uri(), target)));
  }

  /** What a link leads to, in the form in which a crawl knows it, or else as it was written. */
  private static String resolve(String base, String target) {
    return PageUrl.parse(base)
        .flatMap(page -> page.resolve(target))
        .map(PageUrl::toString)
        .orElse(target);
  }
}
