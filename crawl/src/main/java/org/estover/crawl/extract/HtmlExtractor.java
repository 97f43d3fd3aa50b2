package org.estover.crawl.extract;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * Finds the main content of a page.
 *
 * <p>In order: one walk over the page weighs its elements ({@link PageTree}); those that are not
 * content go ({@link Boilerplate}); the element that holds the content is chosen by the text that
 * stands in it and by what it is called ({@link MainContent}); what is left becomes paragraphs
 * ({@link BlockText}), without those that do not belong to the text ({@link ContentBlocks}). Where
 * this leaves little of the page's prose, it is tried again without going by names; then what
 * linked data says the article is, and last everything is taken. Pages that javadoc wrote keep
 * everything but their navigation.
 *
 * <p>The text is at most as long as the page. Trees deeper than {@value #MAX_DEPTH} are flattened
 * while parsing, and no step recurses, so nesting cannot exhaust the stack. Cost: parsing, and half
 * as much again. Thread-safe.
 */
final class HtmlExtractor {
  private static final int MAX_DEPTH = 400;
  private static final int MIN_CONTENT_CHARS = 120;

  /** The share of a page's prose that its content has at least. */
  private static final double ENOUGH = 0.2;

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
    if (JavadocPages.matches(page)) {
      return JavadocPages.extract(page, title);
    }
    PageTree tree = PageTree.of(page);
    String license = LicenseClaims.find(tree.licenses(), tree.linkedData());
    return new ExtractedText(text(tree), title, license, DeclaredLanguage.of(page));
  }

  private static String text(PageTree tree) {
    String strict = text(tree, Boilerplate.find(tree, true));
    if (strict.length() >= MIN_CONTENT_CHARS
        && strict.length() > ENOUGH * tree.proseWithoutComments()) {
      return strict;
    }
    String loose = text(tree, Boilerplate.find(tree, false));
    String text = loose.length() > 1.5 * strict.length() ? loose : strict;
    String body = LinkedData.articleBody(tree.linkedData()).strip();
    if (body.length() > 2 * text.length()) {
      return body;
    }
    if (text.length() >= MIN_CONTENT_CHARS) {
      return text;
    }
    boolean[] none = Boilerplate.none(tree);
    String everything = Block.join(BlockText.of(tree, List.of(0), none, false));
    return everything.length() > 2 * text.length() ? everything : text;
  }

  private static String text(PageTree tree, boolean[] out) {
    List<Integer> roots = MainContent.choose(tree, out);
    return Block.join(ContentBlocks.clean(BlockText.of(tree, roots, out, false)));
  }

  private static String baseOf(String url) {
    return url.startsWith("http://") || url.startsWith("https://") ? url : "";
  }
}
