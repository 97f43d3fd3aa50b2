package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.crawl.rights.RslLicense.Answer;

/**
 * An RSL 1.0 document: machine-readable licenses for the content of a site.
 *
 * <p>Reading is lenient in syntax (comma lists and names of the 0.9 drafts) and strict in meaning,
 * as the specification asks: a document that is not well-formed, not in RSL's namespace, or uses
 * unknown RSL elements licenses nothing; {@code permits} is a closed list; a prohibition stands
 * against every permission of the same content; conditions that cannot be known to be met (region,
 * users other than commercial) license nothing. Of several content elements that match a page the
 * ones with the longest pattern hold.
 *
 * <p>Immutable but for a bounded memory of what it said; thread-safe.
 */
public final class RslDocument {
  /** Larger documents are not read. */
  public static final int MAX_BYTES = 256 * 1024;

  /** How many documents a page may point to; what the ones after them say is not known. */
  public static final int MAX_PER_PAGE = 8;

  /** After how many days a document is asked for again if it does not say. */
  public static final int DEFAULT_MAX_AGE_DAYS = 30;

  /** Stands for the documents of a page that names more than {@value #MAX_PER_PAGE}. */
  public static final RslDocument ONE_TOO_MANY =
      unreadable("the page names more than " + MAX_PER_PAGE + " documents");

  private static final int MAX_REMEMBERED = 64;

  /** What RSL's usage tokens and those of its drafts say by name. */
  private static final Map<Use, Set<String>> TOKENS =
      new EnumMap<>(
          Map.of(
              Use.SEARCH, Set.of("search"),
              Use.AI_TRAIN, Set.of("ai-train", "train-ai", "train-genai"),
              Use.AI_INPUT, Set.of("ai-input", "ai-use", "ai-summarize"),
              Use.AI_INDEX, Set.of("ai-index")));

  private static final String ANY_AI = "ai-all";
  private static final String ANY = "all";

  private final List<Content> contents;
  private final int maxAgeDays;
  private final String defect;
  private final Map<Said, RslLicense> said = new ConcurrentHashMap<>();

  private RslDocument(List<Content> contents, int maxAgeDays, String defect) {
    this.contents = List.copyOf(contents);
    this.maxAgeDays = maxAgeDays;
    this.defect = defect;
  }

  /** What a license was said of: the content elements that hold, as it was found. */
  private record Said(List<Integer> contents, String source, String documentUrl) {}

  /** One content element. */
  static final class Content {
    private final String server;
    private final List<Terms> licenses;
    private final String authority;
    private final boolean everywhere;
    private final PathPattern pattern;

    Content(String url, String server, List<Terms> licenses) {
      this.server = server;
      this.licenses = List.copyOf(licenses);
      int scheme = url.indexOf("://");
      int slash = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
      this.everywhere = url.isEmpty();
      this.authority = scheme < 0 ? "" : slash < 0 ? url : url.substring(0, slash);
      this.pattern = PathPattern.of(slash < 0 ? "/" : url.substring(slash));
    }

    String server() {
      return server;
    }

    List<Terms> licenses() {
      return licenses;
    }

    /** The pattern's size if this covers the page, of which the path is told as well; else -1. */
    int fit(String pageUrl, String path) {
      if (everywhere) {
        return 0;
      }
      if (!authority.isEmpty() && !isOn(pageUrl)) {
        return -1;
      }
      return pattern.matchesUniform(path, 0, path.length()) ? pattern.size() : -1;
    }

    private boolean isOn(String pageUrl) {
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
   * @param perCrawl whether it is to be paid for each fetch
   */
  record Terms(
      Set<String> permits,
      boolean closed,
      Set<String> prohibits,
      String conditions,
      String price,
      boolean perCrawl) {
    Terms {
      permits = Set.copyOf(permits);
      prohibits = Set.copyOf(prohibits);
    }

    boolean prohibits(Use use) {
      return width(prohibits, use) > 0;
    }

    /** How narrowly a use is permitted: 3 by name, 2 as AI use, 1 as any use, 0 not at all. */
    int permission(Use use) {
      return closed ? width(permits, use) : 1;
    }

    private static int width(Set<String> usage, Use use) {
      Set<String> names = TOKENS.getOrDefault(use, Set.of());
      if (usage.stream().anyMatch(names::contains)) {
        return 3;
      }
      boolean ai = use == Use.AI_TRAIN || use == Use.AI_INPUT || use == Use.AI_INDEX;
      if (ai && usage.contains(ANY_AI)) {
        return 2;
      }
      return usage.contains(ANY) ? 1 : 0;
    }
  }

  /** Reads a document; one that cannot be read licenses nothing and says why. */
  public static RslDocument parse(byte[] xml) {
    if (xml.length > MAX_BYTES) {
      return unreadable("larger than " + MAX_BYTES + " bytes");
    }
    try {
      RslParser parser = new RslParser(xml);
      List<Content> contents = parser.contents();
      return new RslDocument(contents, parser.maxAgeDays(), "");
    } catch (RslParser.NonConformant e) {
      return unreadable(e.reason());
    }
  }

  /** A document that could not be fetched or read: it licenses nothing. */
  public static RslDocument unreadable(String reason) {
    return new RslDocument(List.of(), DEFAULT_MAX_AGE_DAYS, reason);
  }

  /** After how many days the document and what points to it are to be asked for again. */
  public int maxAgeDays() {
    return maxAgeDays;
  }

  /** Why the document licenses nothing, or "" if it can be read. */
  public String defect() {
    return defect;
  }

  List<Content> contents() {
    return contents;
  }

  /**
   * What the document says about {@code pageUrl}.
   *
   * @param source how the document was found
   * @param documentUrl the document's own address
   */
  public RslLicense license(String source, String documentUrl, String pageUrl) {
    int fit = -1;
    String path = PathPattern.uniformPathOf(pageUrl);
    List<Integer> matching = new ArrayList<>(1);
    for (int i = 0; i < contents.size(); i++) {
      int each = contents.get(i).fit(pageUrl, path);
      if (each > fit) {
        fit = each;
        matching.clear();
      }
      if (each == fit && each >= 0) {
        matching.add(i);
      }
    }
    Said key = new Said(matching, source, documentUrl);
    RslLicense known = said.get(key);
    if (known == null) {
      known = new RslLicense(source, documentUrl, answers(matching));
      if (said.size() < MAX_REMEMBERED) {
        said.put(key, known);
      }
    }
    return known;
  }

  private Map<Use, Answer> answers(List<Integer> matching) {
    List<Content> holding = matching.stream().map(contents::get).toList();
    Map<Use, Answer> answers = new EnumMap<>(Use.class);
    for (Use use : Use.values()) {
      Optional<Answer> answer = use == Use.CRAWL ? access(holding) : answer(holding, use);
      answer.ifPresent(found -> answers.put(use, found));
    }
    return answers;
  }

  private Optional<Answer> answer(List<Content> holding, Use use) {
    if (!defect.isEmpty()) {
      return Optional.of(new Answer(Stance.DENIES, "not licensed: " + defect));
    }
    if (holding.isEmpty()) {
      return Optional.of(new Answer(Stance.SILENT, "no content element covers the page"));
    }
    List<Terms> licenses = holding.stream().flatMap(c -> c.licenses().stream()).toList();
    if (licenses.stream().anyMatch(terms -> terms.prohibits(use))) {
      return Optional.of(new Answer(Stance.DENIES, use.label() + " is prohibited"));
    }
    if (use == Use.TDM && licenses.stream().anyMatch(terms -> terms.prohibits(Use.AI_TRAIN))) {
      // Who forbids one kind of mining has not permitted mining.
      return Optional.empty();
    }
    Optional<Terms> narrowest = narrowest(licenses, use);
    if (narrowest.isEmpty()) {
      return Optional.of(new Answer(Stance.DENIES, "not licensed: " + why(licenses, use)));
    }
    String server = server(holding);
    String price = narrowest.get().price();
    if (price.isEmpty() && server.isEmpty()) {
      return Optional.of(new Answer(Stance.PERMITS, "free"));
    }
    return Optional.of(new Answer(Stance.OFFERS, terms(price, server)));
  }

  /** Fetching itself: for sale where a token or a price per fetch is asked, else not spoken of. */
  private static Optional<Answer> access(List<Content> holding) {
    List<Terms> licenses = holding.stream().flatMap(c -> c.licenses().stream()).toList();
    if (licenses.stream().anyMatch(terms -> terms.prohibits(Use.CRAWL))) {
      return Optional.of(new Answer(Stance.DENIES, "everything is prohibited"));
    }
    String server = server(holding);
    String price =
        licenses.stream()
            .filter(Terms::perCrawl)
            .map(Terms::price)
            .min(Comparator.naturalOrder())
            .orElse("");
    return server.isEmpty() && price.isEmpty()
        ? Optional.empty()
        : Optional.of(new Answer(Stance.OFFERS, terms(price, server)));
  }

  private static String server(List<Content> holding) {
    return holding.stream().map(Content::server).filter(s -> !s.isEmpty()).findFirst().orElse("");
  }

  private static String terms(String price, String server) {
    String cost = price.isEmpty() ? "free" : price;
    return server.isEmpty() ? cost : String.join(", ", Arrays.asList(cost, "token from " + server));
  }

  /** The license that permits the use most narrowly; among equals one that costs something. */
  private static Optional<Terms> narrowest(List<Terms> licenses, Use use) {
    return licenses.stream()
        .filter(terms -> terms.permission(use) > 0 && terms.conditions().isEmpty())
        .min(
            Comparator.comparingInt((Terms terms) -> -terms.permission(use))
                .thenComparing(terms -> terms.price().isEmpty())
                .thenComparing(Terms::price));
  }

  private static String why(List<Terms> licenses, Use use) {
    if (licenses.isEmpty()) {
      return "the content element has no license";
    }
    return licenses.stream()
        .filter(terms -> terms.permission(use) > 0)
        .map(Terms::conditions)
        .findFirst()
        .orElse(use.label() + " is not among the permitted uses");
  }
}
