package org.estover.crawl.extract;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * All the text of markup in reading order, for what is no page of a site: a chapter, a letter.
 *
 * <p>Paragraphs, headings, lists, tables and code are written as those of a page are, and nothing
 * is taken for boilerplate. No step recurses. Thread-safe.
 */
public final class WholeText {
  private static final int MAX_DEPTH = 400;

  private WholeText() {}

  /** Parses XML or XHTML; what a document type declares is not read, HTML's entities are known. */
  public static Document parseXml(byte[] bytes) {
    Parser parser = Parser.xmlParser().setMaxDepth(MAX_DEPTH);
    return parser.parseInput(Charsets.decodeHtml(bytes, ""), "");
  }

  /**
   * Parses HTML.
   *
   * @param charset the charset that the bytes came with, or ""
   */
  public static Document parseHtml(byte[] bytes, String charset) {
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    return parser.parseInput(Charsets.decodeHtml(bytes, charset), "");
  }

  /** Returns the text of a document, "" if it has none. */
  public static String of(Document document) {
    PageTree tree = PageTree.of(document);
    return Block.join(BlockText.of(tree, List.of(0), Boilerplate.none(tree), false));
  }
}
