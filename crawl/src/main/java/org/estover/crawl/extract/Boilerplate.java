package org.estover.crawl.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Removes what is never the content of a page: scripts, forms' controls, navigation, what is
 * hidden, and what is called a sidebar, a teaser, a comment and the like.
 *
 * <p>Names lie at times, so an element that holds a large share of the page's text stays whatever
 * it is called.
 */
final class Boilerplate {
  private static final Set<String> NEVER =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "object",
          "embed",
          "svg",
          "canvas",
          "map",
          "audio",
          "video",
          "button",
          "select",
          "textarea",
          "input",
          "datalist",
          "dialog",
          "nav",
          "menu",
          "link",
          "meta",
          "applet",
          "frame",
          "frameset",
          "progress",
          "meter");
  private static final Set<String> SELDOM = Set.of("footer", "aside", "header", "figcaption");
  private static final Set<String> ROLES =
      Set.of(
          "navigation",
          "banner",
          "contentinfo",
          "search",
          "complementary",
          "menu",
          "menubar",
          "dialog",
          "alertdialog",
          "toolbar",
          "tablist",
          "alert",
          "tooltip");

  /** Words in a class or an id that mark an element as something else than content. */
  private static final Set<String> WORDS =
      Set.of(
          "nav",
          "navbar",
          "navi",
          "navigation",
          "menu",
          "submenu",
          "breadcrumb",
          "breadcrumbs",
          "crumbs",
          "footer",
          "masthead",
          "sidebar",
          "sidenav",
          "widget",
          "widgets",
          "share",
          "shares",
          "sharing",
          "sharedaddy",
          "social",
          "socials",
          "socialmedia",
          "follow",
          "followus",
          "related",
          "recommend",
          "recommended",
          "recommendation",
          "recommendations",
          "teaser",
          "teasers",
          "promo",
          "promotion",
          "sponsor",
          "sponsored",
          "advert",
          "advertisement",
          "advertising",
          "adsense",
          "ad",
          "ads",
          "adbox",
          "adslot",
          "werbung",
          "anzeige",
          "banner",
          "cookie",
          "cookies",
          "consent",
          "gdpr",
          "newsletter",
          "subscribe",
          "subscription",
          "signup",
          "login",
          "comment",
          "comments",
          "commentlist",
          "kommentar",
          "kommentare",
          "disqus",
          "respond",
          "reply",
          "replies",
          "pagination",
          "pager",
          "paging",
          "pagenav",
          "tagcloud",
          "toolbar",
          "popup",
          "modal",
          "overlay",
          "lightbox",
          "skip",
          "skiplink",
          "outbrain",
          "taboola",
          "jp",
          "addtoany",
          "shariff",
          "printfriendly",
          "copyright",
          "impressum",
          "hidden",
          "noprint",
          "rss",
          "bookmark",
          "bookmarks",
          "prevnext",
          "authorbox",
          "aboutauthor",
          "biography",
          "relatedposts",
          "trackback",
          "pingback");

  /** Words that do so only where little text stands below them. */
  private static final Set<String> WEAK_WORDS =
      Set.of(
          "meta",
          "postmeta",
          "byline",
          "tags",
          "tag",
          "taglist",
          "categories",
          "category",
          "cat",
          "date",
          "timestamp",
          "author",
          "toc",
          "rating",
          "ratings",
          "vote",
          "credit",
          "credits",
          "caption",
          "footnote",
          "bottom",
          "links",
          "legal",
          "actions",
          "tools",
          "print",
          "top",
          "edit",
          "info",
          "infobox",
          "download",
          "foot",
          "search",
          "keywords",
          "head",
          "header");

  private static final int WEAK_CHARS = 300;
  private static final double PAGE_SHARE = 0.35;

  private Boilerplate() {}

  static void remove(Element body) {
    for (Element element : body.select(String.join(",", NEVER))) {
      element.remove();
    }
    TextMass mass = TextMass.of(body);
    int kept = (int) (PAGE_SHARE * mass.at(body).chars());
    List<Element> doomed = new ArrayList<>();
    for (Element element : body.getAllElements()) {
      int chars = mass.at(element).chars();
      boolean structural = element.equals(body) || element.normalName().equals("main");
      if (!structural && chars <= kept && isBoilerplate(element, chars)) {
        doomed.add(element);
      }
    }
    doomed.forEach(Element::remove);
  }

  private static boolean isBoilerplate(Element element, int chars) {
    String tag = element.normalName();
    if (SELDOM.contains(tag)) {
      return !(tag.equals("header") && isInContent(element)) && !tag.equals("figcaption");
    }
    if (element.attributesSize() == 0) {
      return false;
    }
    return ROLES.contains(element.attr("role").toLowerCase(Locale.ROOT))
        || isHidden(element)
        || hasWord(element.className(), chars)
        || hasWord(element.id(), chars);
  }

  private static boolean isInContent(Element header) {
    for (Element above = header.parent(); above != null; above = above.parent()) {
      String tag = above.normalName();
      if (tag.equals("article") || tag.equals("main") || tag.equals("section")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHidden(Element element) {
    String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
    return element.hasAttr("hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || element.attr("aria-hidden").equals("true");
  }

  /** Whether one of the words of a name such as {@code articleSidebar main-nav} is a mark. */
  private static boolean hasWord(String names, int chars) {
    int start = 0;
    int length = names.length();
    while (start < length) {
      int end = start;
      while (end < length && Character.isLetter(names.charAt(end)) && !isHump(names, start, end)) {
        end++;
      }
      if (end > start) {
        String word = names.substring(start, end).toLowerCase(Locale.ROOT);
        if (WORDS.contains(word) || (chars < WEAK_CHARS && WEAK_WORDS.contains(word))) {
          return true;
        }
      }
      start = Math.max(end, start + 1);
    }
    return false;
  }

  private static boolean isHump(String names, int start, int at) {
    return at > start
        && Character.isUpperCase(names.charAt(at))
        && Character.isLowerCase(names.charAt(at - 1));
  }
}
