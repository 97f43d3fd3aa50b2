package org.estover.crawl.fetch.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.document.PageUrl;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The links of an HTML page that a crawler may follow: anchors, areas, frames, {@code rel=next} and
 * where a {@code refresh} leads, without those marked {@code nofollow}.
 */
final class PageLinks {
  /**
   * Links after these are not read: only traps have more, and would take the level's room from all
   * other sites.
   */
  private static final int MAX_LINKS = 10_000;

  private static final Pattern REFRESH =
      Pattern.compile("(?is)\\s*[0-9.]*\\s*[;,]?\\s*url\\s*=\\s*['\"]?([^'\"]*)['\"]?\\s*");

  private PageLinks() {}

  static List<PageUrl> of(Document document, PageUrl page) {
    PageUrl base = page;
    Set<String> references = new HashSet<>();
    List<String> ordered = new ArrayList<>();
    for (Element element : document.getAllElements()) {
      switch (element.normalName()) {
        case "base" -> {
          if (element.hasAttr("href")) {
            base = page.resolve(element.attr("href")).orElse(base);
          }
        }
        case "a", "area", "frame", "iframe", "link", "meta" -> {
          String reference = reference(element);
          if (!reference.isEmpty() && ordered.size() < MAX_LINKS && references.add(reference)) {
            ordered.add(reference);
          }
        }
        default -> {}
      }
    }
    List<PageUrl> links = new ArrayList<>();
    for (String reference : ordered) {
      base.resolve(reference).ifPresent(links::add);
    }
    return links;
  }

  private static boolean hasRelation(String rel, String wanted) {
    return !rel.isEmpty()
        && List.of(rel.toLowerCase(Locale.ROOT).split("\\s+", -1)).contains(wanted);
  }

  /** The reference without its fragment, or empty if it is not to be followed. */
  private static String reference(Element element) {
    String name = element.normalName();
    if (name.equals("meta")) {
      return element.attr("http-equiv").strip().equalsIgnoreCase("refresh")
          ? refresh(element.attr("content"))
          : "";
    }
    String rel = element.attr("rel");
    boolean link = name.equals("link");
    if (link ? !hasRelation(rel, "next") : hasRelation(rel, "nofollow")) {
      return "";
    }
    String raw = element.attr(name.contains("frame") ? "src" : "href");
    int fragment = raw.indexOf('#');
    return (fragment < 0 ? raw : raw.substring(0, fragment)).strip();
  }

  /** The reference in a value such as {@code 5; url='/next'}, or empty if it names none. */
  private static String refresh(String content) {
    Matcher value = REFRESH.matcher(content);
    return value.matches() ? value.group(1).replaceAll("#.*", "").strip() : "";
  }
}
