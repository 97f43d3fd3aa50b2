package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An RSL 1.0 document: machine-readable licenses for the content of a site.
 *
 * <p>Reading is lenient in syntax (comma lists and names of the 0.9 drafts) and strict in meaning,
 * as the specification asks: a document that is not well-formed, not in RSL's namespace, or uses
 * unknown RSL elements licenses nothing; {@code permits} is a closed list; a prohibition stands
 * against every permission of the same content; conditions that cannot be known to be met (region,
 * users other than commercial) license nothing. Of several content elements that match a page the
 * ones with the longest pattern hold.
 */
public final class RslDocument {
  /** Larger documents are not read. */
  public static final int MAX_BYTES = 256 * 1024;

  /** How many documents a page may point to; what the ones after them say is not known. */
  public static final int MAX_PER_PAGE = 8;

  /** Stands for the documents of a page that names more than {@value #MAX_PER_PAGE}. */
  public static final RslDocument ONE_TOO_MANY =
      unreadable("the page names more than " + MAX_PER_PAGE + " documents");

  private static final Set<String> TRAINING = Set.of("ai-train", "train-ai");
  private static final Set<String> ANY_AI = Set.of("ai-all");
  private static final Set<String> ANY = Set.of("all");

  private final List<Content> contents;
  private final String defect;

  private RslDocument(List<Content> contents, String defect) {
    this.contents = List.copyOf(contents);
    this.defect = defect;
  }

  /** One content element. */
  record Content(String url, String server, List<Terms> licenses) {
    Content {
      licenses = List.copyOf(licenses);
    }

    /** The most specific pattern size with which this covers the page, or -1. */
    int fit(String pageUrl) {
      if (url.isEmpty()) {
        return 0;
      }
      String path = url;
      int scheme = url.indexOf("://");
      if (scheme >= 0) {
        int slash = url.indexOf('/', scheme + 3);
        String authority = slash < 0 ? url : url.substring(0, slash);
        if (!isOn(authority, pageUrl)) {
          return -1;
        }
        path = slash < 0 ? "/" : url.substring(slash);
      }
      PathPattern pattern = PathPattern.of(path);
      return pattern.matches(PathPattern.pathOf(pageUrl)) ? pattern.size() : -1;
    }

    private static boolean isOn(String authority, String pageUrl) {
      int end = authority.length();
      return pageUrl.regionMatches(true, 0, authority, 0, end)
          && (pageUrl.length() == end || "/?#".indexOf(pageUrl.charAt(end)) >= 0);
    }
  }

  /**
   * One license element.
   *
   * @param permits usage tokens, empty with {@code closed} false if no list is given
   * @param closed whether a list of permitted usage is given
   * @param prohibits usage tokens
   * @param conditions why the license cannot be known to apply to us, or empty
   * @param price payment type, currency and amount, or empty if it is free
   */
  record Terms(
      Set<String> permits, boolean closed, Set<String> prohibits, String conditions, String price) {
    Terms {
      permits = Set.copyOf(permits);
      prohibits = Set.copyOf(prohibits);
    }

    boolean prohibitsTraining() {
      return width(prohibits) > 0;
    }

    /** How narrowly training is permitted: 3 by name, 2 as AI use, 1 as any use, 0 not at all. */
    int permission() {
      return closed ? width(permits) : 1;
    }

    private static int width(Set<String> usage) {
      if (usage.stream().anyMatch(TRAINING::contains)) {
        return 3;
      }
      if (usage.stream().anyMatch(ANY_AI::contains)) {
        return 2;
      }
      return usage.stream().anyMatch(ANY::contains) ? 1 : 0;
    }
  }

  /** Reads a document; one that cannot be read licenses nothing and says why. */
  public static RslDocument parse(byte[] xml) {
    if (xml.length > MAX_BYTES) {
      return unreadable("larger than " + MAX_BYTES + " bytes");
    }
    try {
      return new RslDocument(new RslParser(xml).contents(), "");
    } catch (RslParser.NonConformant e) {
      return unreadable(e.reason());
    }
  }

  /** A document that could not be fetched or read: it licenses nothing. */
  public static RslDocument unreadable(String reason) {
    return new RslDocument(List.of(), reason);
  }

  /**
   * What the document says about training on {@code pageUrl}.
   *
   * @param source how the document was found
   * @param documentUrl the document's own address
   */
  public RslLicense license(String source, String documentUrl, String pageUrl) {
    if (!defect.isEmpty()) {
      return new RslLicense(source, documentUrl, Stance.DENIES, "not licensed: " + defect);
    }
    int fit = contents.stream().mapToInt(c -> c.fit(pageUrl)).max().orElse(-1);
    if (fit < 0) {
      return new RslLicense(
          source, documentUrl, Stance.SILENT, "no content element covers the page");
    }
    List<Content> matching = contents.stream().filter(c -> c.fit(pageUrl) == fit).toList();
    List<Terms> licenses = matching.stream().flatMap(c -> c.licenses().stream()).toList();
    if (licenses.stream().anyMatch(Terms::prohibitsTraining)) {
      return new RslLicense(source, documentUrl, Stance.DENIES, "training is prohibited");
    }
    Optional<Terms> narrowest = narrowest(licenses);
    if (narrowest.isEmpty()) {
      return new RslLicense(source, documentUrl, Stance.DENIES, "not licensed: " + why(licenses));
    }
    String server =
        matching.stream().map(Content::server).filter(s -> !s.isEmpty()).findFirst().orElse("");
    String price = narrowest.get().price();
    if (price.isEmpty() && server.isEmpty()) {
      return new RslLicense(source, documentUrl, Stance.PERMITS, "free");
    }
    List<String> terms = new ArrayList<>();
    terms.add(price.isEmpty() ? "free" : price);
    if (!server.isEmpty()) {
      terms.add("token from " + server);
    }
    return new RslLicense(source, documentUrl, Stance.OFFERS, String.join(", ", terms));
  }

  /** The license that permits training most narrowly; among equals one that costs something. */
  private static Optional<Terms> narrowest(List<Terms> licenses) {
    return licenses.stream()
        .filter(terms -> terms.permission() > 0 && terms.conditions().isEmpty())
        .min(
            Comparator.comparingInt((Terms terms) -> -terms.permission())
                .thenComparing(terms -> terms.price().isEmpty())
                .thenComparing(Terms::price));
  }

  private static String why(List<Terms> licenses) {
    if (licenses.isEmpty()) {
      return "the content element has no license";
    }
    return licenses.stream()
        .filter(terms -> terms.permission() > 0)
        .map(Terms::conditions)
        .findFirst()
        .orElse("training is not among the permitted uses");
  }
}
