package org.estover.crawl.fetch.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.estover.crawl.document.PageUrl;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The links of an HTML page that a crawler may follow: anchors, areas, frames and {@code rel=next},
 * without those marked {@code nofollow}; none if the page itself says {@code nofollow}.
 */
final class PageLinks {
  /** Links after these are not read; only traps have more. */
  private static final int MAX_LINKS = 200_000;

  private PageLinks() {}

  static List<PageUrl> of(Document document, PageUrl page, String agent) {
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
        case "meta" -> {
          if (forbidsFollowing(element, agent)) {
            return List.of();
          }
        }
        case "a", "area", "frame", "iframe", "link" -> {
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

  /** Whether an {@code X-Robots-Tag} for everybody or for {@code agent} says nofollow. */
  static boolean forbidsFollowing(String robotsTag, String agent) {
    String value = robotsTag.toLowerCase(Locale.ROOT).strip();
    int colon = value.indexOf(':');
    String directives = value;
    if (colon > 0) {
      if (!value.substring(0, colon).strip().equals(agent)) {
        return false;
      }
      directives = value.substring(colon + 1);
    }
    return hasNofollow(directives);
  }

  private static boolean forbidsFollowing(Element meta, String agent) {
    String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
    return (name.equals("robots") || name.equals(agent))
        && hasNofollow(meta.attr("content").toLowerCase(Locale.ROOT));
  }

  private static boolean hasNofollow(String directives) {
    for (String directive : directives.split("[\\s,]+", -1)) {
      if (directive.equals("nofollow") || directive.equals("none")) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasRelation(String rel, String wanted) {
    return !rel.isEmpty()
        && List.of(rel.toLowerCase(Locale.ROOT).split("\\s+", -1)).contains(wanted);
  }

  /** The reference without its fragment, or empty if it is not to be followed. */
  private static String reference(Element element) {
    String name = element.normalName();
    String rel = element.attr("rel");
    boolean link = name.equals("link");
    if (link ? !hasRelation(rel, "next") : hasRelation(rel, "nofollow")) {
      return "";
    }
    String raw = element.attr(name.contains("frame") ? "src" : "href");
    int fragment = raw.indexOf('#');
    return (fragment < 0 ? raw : raw.substring(0, fragment)).strip();
  }
}
