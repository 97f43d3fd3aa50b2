package org.estover.crawl.read;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * The HTML of a post as text: all of it is content, code keeps its lines, pictures and addresses
 * go.
 */
final class PostBody implements NodeVisitor {
  private static final int MAX_DEPTH = 200;

  private final PlainBlocks blocks = new PlainBlocks();
  private final StringBuilder current = new StringBuilder();
  private PlainBlocks.Kind kind = PlainBlocks.Kind.PARAGRAPH;
  private int preformatted;
  private final ListMarks lists = new ListMarks();
  private int rowCells;

  private PostBody() {}

  static String text(String html) {
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    Document page = parser.parseInput(html, "");
    PostBody body = new PostBody();
    page.body().traverse(body);
    body.endBlock();
    return body.blocks.toString();
  }

  /** A title, which is text with entities. */
  static String line(String title) {
    return Jsoup.parse(title).text().strip();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      append(text.getWholeText());
    } else if (node instanceof Element element) {
      begin(element);
    }
  }

  private void begin(Element element) {
    switch (element.normalName()) {
      case "br" -> current.append('\n');
      case "pre" -> {
        endBlock();
        preformatted++;
      }
      case "ul", "ol" -> {
        endBlock();
        lists.begin(element.normalName().equals("ol"));
      }
      case "li" -> {
        endBlock();
        kind = PlainBlocks.Kind.ITEM;
        current.append(lists.next());
      }
      case "tr" -> {
        endBlock();
        kind = PlainBlocks.Kind.ROW;
        rowCells = 0;
      }
      case "td", "th" -> current.append(rowCells++ > 0 ? " | " : "");
      case "p",
          "div",
          "blockquote",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "table",
          "dl",
          "dt",
          "dd" ->
          beginParagraph();
      default -> {
        // Its text is that of what it stands in.
      }
    }
  }

  /** A paragraph that begins an item is the item. */
  private void beginParagraph() {
    if (kind == PlainBlocks.Kind.PARAGRAPH) {
      endBlock();
    } else if (!current.isEmpty() && current.charAt(current.length() - 1) > ' ') {
      current.append('\n');
    }
  }

  @Override
  public void tail(Node node, int depth) {
    switch (node.normalName()) {
      case "pre" -> {
        blocks.add(PlainBlocks.Kind.PARAGRAPH, current.toString().replaceFirst("^\n+", ""));
        current.setLength(0);
        preformatted--;
      }
      case "ul", "ol" -> {
        endBlock();
        lists.end();
      }
      case "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table" -> endBlock();
      case "p" -> {
        if (kind == PlainBlocks.Kind.PARAGRAPH) {
          endBlock();
        }
      }
      default -> {
        // Nothing ends with it.
      }
    }
  }

  private void append(String text) {
    if (preformatted > 0) {
      current.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = c <= ' ' || c == '\u00a0';
      if (!blank) {
        current.append(c);
      } else if (!current.isEmpty() && current.charAt(current.length() - 1) > ' ') {
        current.append(' ');
      }
    }
  }

  private void endBlock() {
    String block = current.toString().stripTrailing();
    boolean onlyMark = kind == PlainBlocks.Kind.ITEM && block.strip().matches("-|[0-9]+\\.");
    if (!onlyMark) {
      blocks.add(kind, block);
    }
    current.setLength(0);
    kind = PlainBlocks.Kind.PARAGRAPH;
  }
}
