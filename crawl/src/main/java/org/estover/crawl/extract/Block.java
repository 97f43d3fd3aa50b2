package org.estover.crawl.extract;

import java.util.List;

/**
 * A paragraph, a heading, a list's item or a table's row.
 *
 * @param linkChars characters of the text that stand in links
 */
record Block(Kind kind, String text, int linkChars) {
  /** What a block is; list items and rows follow each other without an empty line. */
  enum Kind {
    PARAGRAPH,
    HEADING,
    ITEM,
    ROW
  }

  int plainChars() {
    return text.length() - linkChars;
  }

  boolean isMostlyLinks() {
    return linkChars > 0.7 * text.length();
  }

  /** The blocks as one text, an empty line between paragraphs. */
  static String join(List<Block> blocks) {
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
