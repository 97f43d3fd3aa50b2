package org.estover.crawl.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;

/**
 * Chooses the elements that hold a page's content.
 *
 * <p>First by name: the containers that publishing software uses, from the most to the least
 * specific, provided that enough of the page's plain text stands in them. Else by score, as
 * Readability does: each paragraph gives points for its length and its commas to the elements
 * around it, less the farther out they are; the score of an element shrinks with the share of links
 * in its text.
 */
final class MainContent {
  private static final List<String> CONTAINERS =
      List.of(
          "[itemprop=articleBody]",
          ".entry-content, .post-content, .post-body, .article-body, .article__body,"
              + " .articleBody, .article-content, .article__content, .articleContent, .story-body,"
              + " .post-entry, .single-content, .td-post-content, .entry, .post_content,"
              + " .post-text, .article-text, .articletext, .artikel-text, .news-text, .blog-content",
          "article, [role=article]",
          "main, [role=main], #main-content, #maincontent, #main_content, #mainContent",
          "#content, #Content, .content, .main-content, .page-content, #article, .article,"
              + " .post, #main, .main, .documentwrapper");
  private static final Set<String> PARAGRAPHS = Set.of("p", "pre", "blockquote", "td", "dd", "li");
  private static final int MIN_CHARS = 200;
  private static final double MIN_SHARE = 0.25;
  private static final double TWIN_SHARE = 0.3;
  private static final int MIN_PARAGRAPH = 25;
  private static final int LEVELS = 4;

  private MainContent() {}

  /** Returns the elements in document order, none inside another. */
  static List<Element> choose(Element body) {
    TextMass mass = TextMass.of(body);
    int paragraphs = paragraphChars(body, mass);
    for (String selector : CONTAINERS) {
      List<Element> found = containers(body.select(selector), mass, paragraphs);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of(byScore(body, mass));
  }

  private static int paragraphChars(Element root, TextMass mass) {
    int chars = 0;
    for (Element paragraph : root.select("p, pre")) {
      chars += mass.at(paragraph).plainChars();
    }
    return chars;
  }

  /** The largest of the matches and those of about its size, if they hold enough. */
  private static List<Element> containers(Elements matches, TextMass mass, int paragraphs) {
    List<Element> outermost = new ArrayList<>();
    for (Element match : matches) {
      if (outermost.isEmpty() || !isBelow(match, outermost.get(outermost.size() - 1))) {
        outermost.add(match);
      }
    }
    int largest = outermost.stream().mapToInt(match -> mass.at(match).plainChars()).max().orElse(0);
    if (largest < MIN_CHARS || largest < MIN_SHARE * paragraphs) {
      return List.of();
    }
    return outermost.stream()
        .filter(match -> mass.at(match).plainChars() >= TWIN_SHARE * largest)
        .toList();
  }

  private static boolean isBelow(Element element, Element other) {
    for (Element above = element; above != null; above = above.parent()) {
      if (above.equals(other)) {
        return true;
      }
    }
    return false;
  }

  private static Element byScore(Element body, TextMass mass) {
    Map<Element, Double> scores = new HashMap<>();
    List<Element> candidates = new ArrayList<>();
    for (Element element : body.getAllElements()) {
      int chars = paragraphLength(element, mass);
      if (chars < MIN_PARAGRAPH) {
        continue;
      }
      double points = 1 + mass.at(element).commas() + Math.min(chars / 100.0, 3);
      Element above = element.parent();
      for (int level = 1; level <= LEVELS && above != null; level++) {
        if (!scores.containsKey(above)) {
          candidates.add(above);
        }
        scores.merge(
            above, level == 1 ? points : points / (level == 2 ? 2 : level * 3), Double::sum);
        above = above.parent();
      }
    }
    return candidates.stream()
        .max(
            Comparator.comparingDouble(
                element ->
                    scores.getOrDefault(element, 0.0) * (1 - mass.at(element).linkDensity())))
        .map(best -> wider(best, body, mass))
        .orElse(body);
  }

  /** Characters of an element that stands for one paragraph, 0 for all others. */
  private static int paragraphLength(Element element, TextMass mass) {
    if (PARAGRAPHS.contains(element.normalName())) {
      return mass.at(element).plainChars();
    }
    if (!element.normalName().equals("div")) {
      return 0;
    }
    int own = 0;
    for (TextNode text : element.textNodes()) {
      own += text.text().strip().length();
    }
    return own;
  }

  /** Steps out as long as this adds much text and few links. */
  private static Element wider(Element best, Element body, TextMass mass) {
    Element chosen = best;
    for (Element above = best.parent();
        above != null && !above.equals(body);
        above = above.parent()) {
      TextMass.Mass outer = mass.at(above);
      TextMass.Mass inner = mass.at(chosen);
      int added = outer.plainChars() - inner.plainChars();
      int links = (outer.chars() - outer.plainChars()) - (inner.chars() - inner.plainChars());
      if (added > 0.3 * inner.plainChars() && links < 0.4 * added) {
        chosen = above;
      }
    }
    return chosen;
  }
}
