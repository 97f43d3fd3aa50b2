package org.estover.crawl.rights;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Element;

/**
 * What a license link on a page licenses (ccREL, RDFa): the page, unless an element around the link
 * says that something else is spoken of.
 */
final class LicenseScope {
  /** Elements that hold something that is not, or not all of, what the page is about. */
  private static final Set<String> PARTS = Set.of("figure", "figcaption", "aside", "blockquote");

  private final String page;
  private final boolean severalArticles;
  private final UnaryOperator<String> resolver;

  LicenseScope(Element root, String url, UnaryOperator<String> resolver) {
    this.page = withoutFragment(url);
    this.severalArticles = root.getElementsByTag("article").size() > 1;
    this.resolver = resolver;
  }

  /** What {@code link} licenses: "" for the page. */
  String of(Element link) {
    if (link.hasAttr("about")) {
      return about(link);
    }
    for (Element element = link.parent(); element != null; element = element.parent()) {
      if (element.hasAttr("about")) {
        return about(element);
      }
      String name = element.normalName();
      boolean root = name.equals("html") || name.equals("body");
      boolean another = !root && element.hasAttr("typeof");
      if (another || PARTS.contains(name) || (severalArticles && name.equals("article"))) {
        return name;
      }
    }
    return "";
  }

  private String about(Element element) {
    String about = element.attr("about").strip();
    String subject = about.isEmpty() ? page : resolver.apply(about);
    return withoutFragment(subject).equals(page) ? "" : subject;
  }

  /** Where a link stands: {@code anchor}, or {@code anchor:footer} at the foot of the page. */
  static String place(String place, Element link) {
    return link.closest("footer") == null ? place : place + ":footer";
  }

  private static String withoutFragment(String url) {
    int fragment = url.indexOf('#');
    return fragment < 0 ? url : url.substring(0, fragment);
  }
}
