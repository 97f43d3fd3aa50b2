package org.estover.crawl.read.epub;

import java.nio.charset.StandardCharsets;
import org.estover.crawl.extract.WholeText;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The text of a chapter: all of it but lists of contents and numbers of printed pages. */
final class BookText {
  private static final int MAX_MARK_CHARS = 8;

  private BookText() {}

  static String of(byte[] chapter) {
    Document document =
        isXml(chapter) ? WholeText.parseXml(chapter) : WholeText.parseHtml(chapter, "");
    for (Element element : document.getAllElements()) {
      if (isA(element, "toc")
          || isA(element, "landmarks")
          || isA(element, "page-list")
          || isA(element, "pagebreak")) {
        element.empty();
      } else if (isA(element, "noteref")) {
        bracket(element);
      }
    }
    return WholeText.of(document);
  }

  /** XHTML may be written so that a reader of HTML takes an empty title for all that follows. */
  private static boolean isXml(byte[] chapter) {
    int length = Math.min(chapter.length, 1024);
    String head = new String(chapter, 0, length, StandardCharsets.ISO_8859_1);
    return head.contains("<?xml") || head.contains("http://www.w3.org/1999/xhtml");
  }

  /** Whether an element has a meaning (EPUB structural semantics, or its name in ARIA). */
  private static boolean isA(Element element, String meaning) {
    return element.attributesSize() > 0
        && (has(element.attr("epub:type"), meaning)
            || has(element.attr("role"), "doc-" + meaning.replace("page-list", "pagelist")));
  }

  private static boolean has(String words, String word) {
    return !words.isEmpty() && (" " + words + " ").contains(" " + word + " ");
  }

  /** The number of a note is no part of the word before it. */
  private static void bracket(Element reference) {
    String mark = reference.text().strip();
    if (!mark.isEmpty() && mark.length() <= MAX_MARK_CHARS && !mark.startsWith("[")) {
      reference.text("[" + mark + "]");
    }
  }
}
