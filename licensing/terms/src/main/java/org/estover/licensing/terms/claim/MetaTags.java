package org.estover.licensing.terms.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds meta tags in the head of an HTML page as a browser does: by tags and their attributes one
 * after the other. What visitors wrote may stand in a title, a comment, the value of any attribute
 * or the body, and must not be taken for a tag there.
 *
 * <p>The head ends at its end tag, at the body, or at anything that a head cannot hold. A page that
 * is cut before that says nothing. Time grows with the length of the page.
 */
final class MetaTags {

  private static final Set<String> IN_HEAD =
      Set.of("html", "head", "base", "basefont", "bgsound", "link", "meta");

  /** What these hold is text for us, up to the end tag. */
  private static final Set<String> TEXT =
      Set.of("title", "style", "script", "noscript", "noframes", "template");

  private final String html;
  private final String name;
  private final List<String> contents = new ArrayList<>();
  private int at;
  private boolean head;

  private MetaTags(String html, String name) {
    this.html = html;
    this.name = name;
  }

  /** The contents of the head's meta tags of a name. */
  static List<String> of(String html, String name) {
    MetaTags tags = new MetaTags(html, name);
    return tags.readHead() ? tags.contents : List.of();
  }

  /** Whether the head came to an end before the page did. */
  private boolean readHead() {
    while (at < html.length()) {
      if (isBlank(html.charAt(at)) || html.charAt(at) == '\uFEFF') {
        at++;
      } else if (html.startsWith("<!--", at)) {
        skipComment();
      } else if (html.startsWith("<!", at) || html.startsWith("<?", at)) {
        skipTo(">", at + 2);
      } else if (html.startsWith("</", at)) {
        at += 2;
        String tag = word(" \t\r\n\f/>");
        attributes();
        if (tag.equals("head") && at <= html.length()) {
          return true;
        }
      } else if (html.charAt(at) != '<' || !startTag()) {
        return head && at < html.length();
      }
    }
    return false;
  }

  /** Reads a start tag and what it holds as text; false for one that a head cannot hold. */
  private boolean startTag() {
    int start = at;
    at++;
    String tag = word(" \t\r\n\f/>");
    if (!IN_HEAD.contains(tag) && !TEXT.contains(tag)) {
      head |= tag.equals("body");
      at = start;
      return false;
    }
    Map<String, String> attributes = attributes();
    head |= tag.equals("head");
    if (TEXT.contains(tag)) {
      skipText(tag);
    } else if (tag.equals("meta")
        && attributes.getOrDefault("name", "").strip().equalsIgnoreCase(name)) {
      contents.add(attributes.getOrDefault("content", "").strip());
    }
    return true;
  }

  /** The attributes of a tag up to its end; of two of one name the first counts. */
  private Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>();
    while (at < html.length() && html.charAt(at) != '>') {
      if (isBlank(html.charAt(at)) || html.charAt(at) == '/') {
        at++;
        continue;
      }
      int start = at++;
      while (at < html.length() && " \t\r\n\f/>=".indexOf(html.charAt(at)) < 0) {
        at++;
      }
      String attribute = html.substring(start, at).toLowerCase(Locale.ROOT);
      skipBlanks();
      String value = "";
      if (at < html.length() && html.charAt(at) == '=') {
        at++;
        skipBlanks();
        value = value();
      }
      attributes.putIfAbsent(attribute, value);
    }
    at++;
    return attributes;
  }

  private String value() {
    if (at >= html.length()) {
      return "";
    }
    char quote = html.charAt(at);
    if (quote != '"' && quote != '\'') {
      int start = at;
      word(" \t\r\n\f>");
      return html.substring(start, at);
    }
    int start = at + 1;
    skipTo(String.valueOf(quote), start);
    return html.substring(start, Math.max(start, Math.min(at, html.length()) - 1));
  }

  private void skipComment() {
    int start = at + "<!--".length();
    if (html.startsWith(">", start) || html.startsWith("->", start)) {
      skipTo(">", start);
      return;
    }
    int end = html.indexOf("-->", start);
    int other = html.indexOf("--!>", start);
    boolean isOther = other >= 0 && (end < 0 || other < end);
    skipTo(isOther ? "--!>" : "-->", start);
  }

  private void skipText(String tag) {
    String end = "</" + tag;
    while (at < html.length() && !html.regionMatches(true, at, end, 0, end.length())) {
      at++;
    }
  }

  /** Goes behind the next such text, or to the end of the page. */
  private void skipTo(String text, int from) {
    int found = html.indexOf(text, from);
    at = found < 0 ? html.length() : found + text.length();
  }

  private void skipBlanks() {
    while (at < html.length() && isBlank(html.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return " \t\r\n\f".indexOf(c) >= 0;
  }

  private String word(String end) {
    int start = at;
    while (at < html.length() && end.indexOf(html.charAt(at)) < 0) {
      at++;
    }
    return html.substring(start, at).toLowerCase(Locale.ROOT);
  }
}
