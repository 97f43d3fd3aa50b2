package org.estover.crawl.fetch.engine;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.estover.crawl.warc.HttpField;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page forbids crawlers by {@code X-Robots-Tag} and robots meta elements that bind our
 * agent: following its links, and keeping its text.
 *
 * @param nofollow its links are not to be followed
 * @param noindex its text is not to be kept
 */
record PageDirectives(boolean nofollow, boolean noindex) {
  static final PageDirectives NONE = new PageDirectives(false, false);

  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  /** Directives whose value follows a colon; any other word before one is an agent. */
  private static final Set<String> WITH_VALUE =
      Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

  /** Those of all header fields of an answer. */
  static PageDirectives header(Iterable<HttpField> fields, String agent) {
    PageDirectives all = NONE;
    for (HttpField field : fields) {
      if (field.name().equalsIgnoreCase("X-Robots-Tag")) {
        all = all.and(field(field.value(), agent));
      }
    }
    return all;
  }

  private static PageDirectives field(String value, String agent) {
    Set<String> directives = new TreeSet<>();
    boolean binds = true;
    for (String part : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      String directive = part.strip();
      int colon = directive.indexOf(':');
      String name = colon < 0 ? "" : directive.substring(0, colon).strip();
      if (!name.isEmpty() && !WITH_VALUE.contains(name)) {
        // An agent's name binds it alone, up to the next one.
        binds = name.equals("*") || name.equals(agent);
        directive = directive.substring(colon + 1).strip();
      }
      if (binds) {
        directives.add(directive);
      }
    }
    return of(directives);
  }

  /** Those of a page's meta elements. */
  static PageDirectives markup(Document document, String agent) {
    PageDirectives all = NONE;
    for (Element meta : document.getElementsByTag("meta")) {
      String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
      if (name.equals("robots") || name.equals(agent)) {
        String content = meta.attr("content").strip().toLowerCase(Locale.ROOT);
        all = all.and(of(new TreeSet<>(SEPARATOR.splitAsStream(content).toList())));
      }
    }
    return all;
  }

  private static PageDirectives of(Set<String> directives) {
    boolean none = directives.contains("none");
    return new PageDirectives(
        none || directives.contains("nofollow"), none || directives.contains("noindex"));
  }

  /** All that these and {@code other} forbid. */
  PageDirectives and(PageDirectives other) {
    return new PageDirectives(nofollow || other.nofollow, noindex || other.noindex);
  }
}
