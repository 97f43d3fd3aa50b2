package org.estover.crawl.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Turns elements into text: one paragraph a block, an empty line between paragraphs.
 *
 * <p>White space collapses except in {@code pre}; list items begin with a hyphen and stand line by
 * line, as the rows of a table do; cells are separated by {@code " | "}.
 */
final class BlockText implements NodeVisitor {
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "center",
          "dd",
          "details",
          "dir",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hgroup",
          "hr",
          "legend",
          "li",
          "main",
          "ol",
          "p",
          "pre",
          "section",
          "summary",
          "table",
          "tbody",
          "tfoot",
          "thead",
          "tr",
          "ul",
          "caption");
  private static final Set<String> DROPPED =
      Set.of("script", "style", "noscript", "template", "head", "title", "textarea", "select");

  private final boolean documentation;
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private Kind kind = Kind.PARAGRAPH;
  private int linkChars;
  private int links;
  private int preformatted;
  private int dropped;
  private int rows;
  private boolean spaceDue;

  /** What a block is; list items and rows follow each other without an empty line. */
  private enum Kind {
    PARAGRAPH,
    HEADING,
    ITEM,
    ROW
  }

  private record Block(Kind kind, String text, int linkChars) {
    boolean isMostlyLinks() {
      return linkChars > 0.7 * text.length();
    }
  }

  private BlockText(boolean documentation) {
    this.documentation = documentation;
  }

  /** Returns the text of elements without the blocks that are little but links. */
  static String of(List<Element> elements) {
    BlockText text = new BlockText(false);
    elements.forEach(element -> NodeTraversor.traverse(text, element));
    text.endBlock();
    text.dropLinkBlocks();
    return text.joined();
  }

  /** Returns the text of an element without the blocks that are little but links. */
  static String of(Element element) {
    return of(List.of(element));
  }

  /** Returns the whole text of reference documentation, in which links are names. */
  static String ofDocumentation(List<Element> elements) {
    BlockText text = new BlockText(true);
    elements.forEach(element -> NodeTraversor.traverse(text, element));
    text.endBlock();
    return text.joined();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      if (dropped == 0) {
        append(text.getWholeText());
      }
    } else if (node instanceof Element element) {
      begin(element);
    }
  }

  private void begin(Element element) {
    String tag = element.normalName();
    if (DROPPED.contains(tag)) {
      dropped++;
    } else if (tag.equals("br")) {
      lineBreak();
    } else if (tag.equals("a")) {
      links++;
    } else if (tag.equals("td") || tag.equals("th")) {
      cell();
    } else if (isCell(element)) {
      documentationCell(element);
    } else if (BLOCKS.contains(tag) && !(rows > 0 && isInlineInRow(tag))) {
      endBlock();
      switch (tag) {
        case "pre" -> preformatted++;
        case "li" -> kind = Kind.ITEM;
        case "tr" -> {
          rows++;
          kind = Kind.ROW;
        }
        case "h1", "h2", "h3", "h4", "h5", "h6" -> kind = Kind.HEADING;
        default -> {}
      }
    } else if (rows > 0 && BLOCKS.contains(tag)) {
      spaceDue = true;
    }
  }

  /** Blocks in a cell do not end the row, unless they make the cell a page of its own. */
  private static boolean isInlineInRow(String tag) {
    return tag.equals("p") || tag.equals("div") || tag.equals("center");
  }

  /** Whether an element is a cell of a summary, which javadoc makes of plain divisions. */
  private boolean isCell(Element element) {
    return documentation && element.normalName().equals("div") && isColumn(element, " col-");
  }

  private static boolean isColumn(Element element, String prefix) {
    return (" " + element.className()).contains(prefix);
  }

  private void documentationCell(Element element) {
    Element before = element.previousElementSibling();
    boolean named = isColumn(element, " col-constructor") || isColumn(element, " col-summary");
    boolean first = named && (before == null || !isColumn(before, " col-first"));
    if (first || isColumn(element, " col-first")) {
      endBlock();
      kind = Kind.ROW;
    }
    rows++;
    cell();
  }

  @Override
  public void tail(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return;
    }
    String tag = element.normalName();
    if (DROPPED.contains(tag)) {
      dropped--;
    } else if (tag.equals("a")) {
      links--;
    } else if (isCell(element)) {
      rows--;
    } else if (BLOCKS.contains(tag) && !(rows > 0 && isInlineInRow(tag))) {
      endBlock();
      preformatted -= tag.equals("pre") ? 1 : 0;
      rows -= tag.equals("tr") ? 1 : 0;
    }
  }

  private void append(String text) {
    int before = current.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (preformatted > 0 && (c == '\n' || c == ' ' || c == '\t')) {
        current.append(c);
      } else if (c <= ' ' || c == '\u00a0' || (c >= 0x7f && c <= 0x9f)) {
        spaceDue |= c != 0;
      } else if (c != '\u00ad' && c != '\u200b' && c != '\ufeff') {
        if (spaceDue && !current.isEmpty() && !endsWithSpace()) {
          current.append(' ');
        }
        spaceDue = false;
        current.append(c);
      }
    }
    linkChars += links > 0 ? current.length() - before : 0;
  }

  private boolean endsWithSpace() {
    char last = current.charAt(current.length() - 1);
    return last == ' ' || last == '\n';
  }

  private void lineBreak() {
    if (!current.isEmpty()) {
      current.append('\n');
      spaceDue = false;
    }
  }

  private void cell() {
    if (!current.isEmpty() && rows > 0) {
      current.append(" | ");
      spaceDue = false;
    }
  }

  private void endBlock() {
    String text = preformatted > 0 ? current.toString().stripTrailing() : tidy(current);
    if (!text.isBlank()) {
      blocks.add(new Block(kind, text, linkChars));
    }
    current.setLength(0);
    linkChars = 0;
    spaceDue = false;
    kind = Kind.PARAGRAPH;
  }

  /** Without empty lines and blanks at line ends. */
  private static String tidy(CharSequence text) {
    StringBuilder tidy = new StringBuilder(text.length());
    for (String line : text.toString().split("\n", -1)) {
      String stripped = line.strip();
      if (!stripped.isEmpty()) {
        tidy.append(tidy.isEmpty() ? "" : "\n").append(stripped);
      }
    }
    return tidy.toString();
  }

  /** Drops lists of links, and headings that head nothing. */
  private void dropLinkBlocks() {
    List<Block> kept = new ArrayList<>();
    for (Block block : blocks) {
      boolean first = kept.isEmpty() && block.kind == Kind.HEADING;
      if (first || !block.isMostlyLinks()) {
        kept.add(block);
      }
    }
    while (!kept.isEmpty() && kept.get(kept.size() - 1).kind == Kind.HEADING) {
      kept.remove(kept.size() - 1);
    }
    blocks.clear();
    blocks.addAll(kept);
  }

  private String joined() {
    StringBuilder text = new StringBuilder();
    Kind before = Kind.HEADING;
    for (Block block : blocks) {
      boolean together = block.kind == before && (before == Kind.ITEM || before == Kind.ROW);
      if (!text.isEmpty()) {
        text.append(together ? "\n" : "\n\n");
      }
      text.append(block.kind == Kind.ITEM ? "- " : "").append(block.text);
      before = block.kind;
    }
    return text.toString().stripTrailing();
  }
}
