package org.estover.crawl.extract;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Finds the main content of a page.
 *
 * <p>In order: elements that are never content go ({@link Boilerplate}); the element that holds the
 * content is chosen by what it is called or by the text that stands in it ({@link MainContent});
 * its blocks become paragraphs, without those that are little but links ({@link BlockText}). Pages
 * that javadoc wrote keep everything but their navigation.
 *
 * <p>The text is at most as long as the page. Trees deeper than {@value #MAX_DEPTH} are flattened
 * while parsing, and no step recurses, so nesting cannot exhaust the stack. Thread-safe.
 */
final class HtmlExtractor {
  private static final int MAX_DEPTH = 400;
  private static final int MIN_CONTENT_CHARS = 120;

  /**
   * Extracts the main content.
   *
   * @param charset the charset that the page came with, or ""
   * @param url the page's URL, against which links are resolved; may be ""
   */
  public ExtractedText extract(byte[] html, String charset, String url) {
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    Document page = parser.parseInput(Charsets.decodeHtml(html, charset), baseOf(url));
    String title = page.title().strip();
    String license = LicenseClaims.find(page);
    Element body = page.body();
    String text;
    if (JavadocPages.matches(page)) {
      text = BlockText.ofDocumentation(JavadocPages.content(body));
    } else {
      Boilerplate.remove(body);
      text = BlockText.of(MainContent.choose(body));
      if (text.length() < MIN_CONTENT_CHARS) {
        String everything = BlockText.of(body);
        text = everything.length() > 2 * text.length() ? everything : text;
      }
    }
    return new ExtractedText(text, title, license);
  }

  private static String baseOf(String url) {
    return url.startsWith("http://") || url.startsWith("https://") ? url : "";
  }
}
