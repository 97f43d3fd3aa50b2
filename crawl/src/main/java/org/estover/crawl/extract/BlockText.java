package org.estover.crawl.extract;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Turns nodes into blocks of text, in reading order.
 *
 * <p>White space collapses except in {@code pre}; cells of a row are separated by {@code " | "}.
 */
final class BlockText {
  private final PageTree tree;
  private final boolean[] out;
  private final boolean documentation;
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private Block.Kind kind = Block.Kind.PARAGRAPH;
  private int linkChars;
  private int links;
  private int codes;
  private int items;
  private int preformatted;
  private int rows;
  private int breaks;
  private boolean spaceDue;

  private BlockText(PageTree tree, boolean[] out, boolean documentation) {
    this.tree = tree;
    this.out = out;
    this.documentation = documentation;
  }

  /** Returns the blocks of some elements without what goes. */
  static List<Block> of(PageTree tree, List<Integer> roots, boolean[] out, boolean documentation) {
    BlockText text = new BlockText(tree, out, documentation);
    for (int root : roots) {
      text.walk(root);
    }
    text.endBlock();
    return text.blocks;
  }

  private void walk(int root) {
    int open = tree.parent(root);
    int outer = open;
    for (int i = root; i < tree.end(root); ) {
      while (open != outer && i >= tree.end(open)) {
        close(open);
        open = tree.parent(open);
      }
      if (out[i]) {
        if (tree.tag(i).isBlock()) {
          endBlock();
        } else {
          spaceDue = true;
        }
        i = tree.end(i);
        continue;
      }
      if (tree.tag(i) == TagKind.TEXT) {
        append(((TextNode) tree.node(i)).getWholeText());
      } else {
        begin(i);
        open = i;
      }
      i++;
    }
    while (open != outer) {
      close(open);
      open = tree.parent(open);
    }
  }

  private void begin(int i) {
    TagKind tag = tree.tag(i);
    if (tag == TagKind.BREAK) {
      lineBreak();
    } else if (tag == TagKind.LINK) {
      links++;
    } else if (tag == TagKind.CODE) {
      codes++;
    } else if (tag == TagKind.CELL) {
      cell();
    } else if (isColumnOfSummary(i)) {
      documentationCell(i);
    } else if (tag.isBlock()) {
      if (rows > 0 && isInlineInRow(tag)) {
        spaceDue = true;
        return;
      }
      endBlock();
      switch (tag) {
        case PREFORMATTED -> preformatted++;
        case ITEM -> {
          items++;
          kind = Block.Kind.ITEM;
        }
        case PARAGRAPH -> kind = opensItem(i) ? Block.Kind.ITEM : kind;
        case ROW -> {
          rows++;
          kind = Block.Kind.ROW;
        }
        case HEADING, TITLE_HEADING -> kind = Block.Kind.HEADING;
        default -> {
          // A paragraph.
        }
      }
    }
  }

  private void close(int i) {
    TagKind tag = tree.tag(i);
    if (tag == TagKind.LINK) {
      links--;
    } else if (tag == TagKind.CODE) {
      codes--;
    } else if (isColumnOfSummary(i)) {
      rows--;
    } else if (tag.isBlock() && tag != TagKind.CELL && !(rows > 0 && isInlineInRow(tag))) {
      endBlock();
      preformatted -= tag == TagKind.PREFORMATTED ? 1 : 0;
      items -= tag == TagKind.ITEM ? 1 : 0;
      rows -= tag == TagKind.ROW ? 1 : 0;
    }
  }

  /** Whether a paragraph is the first thing in an item of a list. */
  private boolean opensItem(int i) {
    int above = tree.parent(i);
    return above >= 0
        && tree.tag(above) == TagKind.ITEM
        && (i == above + 1 || (i == above + 2 && tree.chars(above + 1) == 0));
  }

  /** Blocks in a cell do not end the row, unless they make the cell a page of its own. */
  private static boolean isInlineInRow(TagKind tag) {
    return tag == TagKind.PARAGRAPH || tag == TagKind.BLOCK;
  }

  /** Whether an element is a cell of a summary, which javadoc makes of plain divisions. */
  private boolean isColumnOfSummary(int i) {
    return documentation && tree.tag(i) == TagKind.BLOCK && isColumn(tree.element(i), " col-");
  }

  private static boolean isColumn(Element element, String prefix) {
    return (" " + element.className()).contains(prefix);
  }

  private void documentationCell(int i) {
    Element element = tree.element(i);
    Element before = element.previousElementSibling();
    boolean named = isColumn(element, " col-constructor") || isColumn(element, " col-summary");
    boolean first = named && (before == null || !isColumn(before, " col-first"));
    if (first || isColumn(element, " col-first")) {
      endBlock();
      kind = Block.Kind.ROW;
    }
    rows++;
    cell();
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
        breaks = 0;
        current.append(c);
      }
    }
    linkChars += PageTree.isLink(links, codes, items) ? current.length() - before : 0;
  }

  private boolean endsWithSpace() {
    char last = current.charAt(current.length() - 1);
    return last == ' ' || last == '\n';
  }

  /** Two breaks end a paragraph, as old pages write it. */
  private void lineBreak() {
    if (preformatted == 0 && rows == 0 && ++breaks == 2) {
      endBlock();
    } else if (!current.isEmpty()) {
      current.append('\n');
      spaceDue = false;
    }
  }

  private void cell() {
    if (!current.isEmpty() && rows > 0) {
      current.append(" | ");
      spaceDue = false;
    } else if (rows == 0) {
      endBlock();
    }
  }

  private void endBlock() {
    if (!current.isEmpty()) {
      String text = preformatted > 0 ? current.toString().stripTrailing() : tidy(current);
      if (!text.isBlank()) {
        // Links in code are names.
        blocks.add(new Block(kind, text, preformatted > 0 ? 0 : linkChars));
      }
      current.setLength(0);
    }
    linkChars = 0;
    spaceDue = false;
    breaks = 0;
    kind = Block.Kind.PARAGRAPH;
  }

  /** Without empty lines and blanks at line ends. */
  private static String tidy(StringBuilder text) {
    if (text.indexOf("\n") < 0) {
      return text.toString().strip();
    }
    StringBuilder tidy = new StringBuilder(text.length());
    for (String line : text.toString().split("\n", -1)) {
      String stripped = line.strip();
      if (!stripped.isEmpty()) {
        tidy.append(tidy.isEmpty() ? "" : "\n").append(stripped);
      }
    }
    return tidy.toString();
  }
}
