package org.estover.crawl.read.epub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.extract.WholeText;
import org.estover.crawl.rights.SpdxLicense;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A book's package file (OPF): what is known of the book, and its chapters in reading order. */
final class BookPackage {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"']+");
  private static final Set<String> NO_TEXT_FOR_READERS =
      Set.of("toc", "cover", "index", "loi", "lot");

  private final String path;
  private final Document document;

  BookPackage(String path, byte[] opf) {
    this.path = path;
    this.document = WholeText.parseXml(opf);
  }

  /** The elements of a name, whatever prefix they have. */
  private List<Element> all(String name) {
    List<Element> found = new ArrayList<>();
    for (Element element : document.getAllElements()) {
      if (localName(element).equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  static String localName(Element element) {
    String name = element.normalName();
    return name.substring(name.indexOf(':') + 1);
  }

  private String first(String name) {
    for (Element element : all(name)) {
      String text = element.text().strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The value of a {@code meta}, as EPUB 2 or EPUB 3 writes it, or "". */
  private String meta(String... names) {
    for (String name : names) {
      for (Element element : all("meta")) {
        if (element.attr("property").equals(name) || element.attr("name").equals(name)) {
          String content = element.hasAttr("content") ? element.attr("content") : element.text();
          if (!content.isBlank()) {
            return content.strip();
          }
        }
      }
    }
    return "";
  }

  String title() {
    return first("title");
  }

  /** The language, or "". */
  String language() {
    String tag = first("language");
    return tag.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*") ? tag : "";
  }

  /** The identifier that the package names as its own, else any, else "". */
  String identifier() {
    String id =
        document.getAllElements().stream()
            .map(element -> element.attr("unique-identifier"))
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("");
    for (Element element : all("identifier")) {
      if (!id.isEmpty() && element.id().equals(id) && !element.text().isBlank()) {
        return element.text().strip();
      }
    }
    return first("identifier");
  }

  /** Where the book can be had, if it says so. */
  String url() {
    for (String name : List.of("identifier", "source")) {
      for (Element element : all(name)) {
        String text = element.text().strip();
        if (ADDRESS.matcher(text).matches()) {
          return text;
        }
      }
    }
    return "";
  }

  /** When this edition was made, or "". */
  String modified() {
    for (String date : List.of(meta("dcterms:modified"), first("date"))) {
      try {
        return Instant.parse(date).toString();
      } catch (DateTimeParseException e) {
        // A year, or nothing: no instant.
      }
    }
    return "";
  }

  /** The license that the book states: the first that is known by name or address, else any. */
  String license() {
    List<String> stated = new ArrayList<>();
    for (Element link : all("link")) {
      String rel = " " + link.attr("rel").toLowerCase(Locale.ROOT) + " ";
      if (rel.contains(" dcterms:license ") || rel.contains("license ")) {
        stated.add(link.attr("href"));
      }
    }
    stated.add(meta("dcterms:license", "cc:license", "schema:license", "dcterms:rights"));
    all("license").forEach(element -> stated.add(element.text()));
    all("rights").forEach(element -> stated.add(element.text()));
    for (String text : stated) {
      Optional<String> known = SpdxLicense.find(text).or(() -> addressIn(text));
      if (known.isPresent()) {
        return known.get();
      }
    }
    return stated.stream()
        .filter(text -> !text.isBlank())
        .findFirst()
        .map(text -> SpdxLicense.normalize(text.strip()))
        .orElse("");
  }

  private static Optional<String> addressIn(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    while (matcher.find()) {
      Optional<String> license = SpdxLicense.find(matcher.group().replaceFirst("[.,;)]+$", ""));
      if (license.isPresent()) {
        return license;
      }
    }
    return Optional.empty();
  }

  /** Whether the book reserves the right to mine its text (TDM Reservation Protocol, EPUB). */
  boolean isReserved() {
    return meta("tdm:reservation", "tdm-reservation").equals("1");
  }

  /** The names of the files that hold the text, in reading order, each once. */
  List<String> chapters() {
    Map<String, Element> byId = new HashMap<>();
    for (Element item : all("item")) {
      byId.putIfAbsent(item.id(), item);
    }
    Set<String> apart = new LinkedHashSet<>();
    for (Element reference : all("reference")) {
      if (NO_TEXT_FOR_READERS.contains(reference.attr("type").toLowerCase(Locale.ROOT))) {
        // Guides of books in one file point into the text.
        if (reference.attr("href").indexOf('#') < 0) {
          resolve(reference.attr("href")).ifPresent(apart::add);
        }
      }
    }
    Set<String> chapters = new LinkedHashSet<>();
    for (Element reference : all("itemref")) {
      Element item = byId.get(reference.attr("idref"));
      if (item != null && isText(item)) {
        resolve(item.attr("href")).filter(name -> !apart.contains(name)).ifPresent(chapters::add);
      }
    }
    return List.copyOf(chapters);
  }

  private static boolean isText(Element item) {
    String type = item.attr("media-type").toLowerCase(Locale.ROOT);
    String properties = " " + item.attr("properties") + " ";
    boolean markup = type.contains("html") || type.equals("text/x-oeb1-document");
    return markup && !properties.contains(" nav ");
  }

  /** The name in the zip that a reference means. */
  private Optional<String> resolve(String href) {
    String decoded;
    try {
      decoded = URLDecoder.decode(href.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      decoded = href;
    }
    int fragment = decoded.indexOf('#');
    String base = path.substring(0, path.lastIndexOf('/') + 1);
    Deque<String> parts = new ArrayDeque<>();
    String whole = base + (fragment < 0 ? decoded : decoded.substring(0, fragment));
    for (String part : whole.split("/+", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
