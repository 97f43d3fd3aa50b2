package org.estover.crawl.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Text made of blocks: paragraphs with an empty line between them, items and rows without, and
 * headings, of which those go that nothing stands under.
 */
final class PlainBlocks {
  /** What a block is; blocks of one kind that is together follow each other line by line. */
  enum Kind {
    PARAGRAPH(false),
    ITEM(true),
    ROW(true);

    private final boolean together;

    Kind(boolean together) {
      this.together = together;
    }
  }

  /** A heading that waits for something under it. */
  private record Heading(int level, String text) {}

  private final StringBuilder text = new StringBuilder();
  private final List<Heading> waiting = new ArrayList<>();
  private Kind before = Kind.PARAGRAPH;

  /** Adds a heading; nothing is written until something stands under it. */
  void heading(int level, String heading) {
    while (!waiting.isEmpty() && waiting.get(waiting.size() - 1).level >= level) {
      waiting.remove(waiting.size() - 1);
    }
    if (!heading.isBlank()) {
      waiting.add(new Heading(level, heading.strip()));
    }
  }

  /** Adds a block, unless it is blank. */
  void add(Kind kind, String block) {
    if (block.isBlank()) {
      return;
    }
    for (Heading heading : waiting) {
      write(Kind.PARAGRAPH, heading.text);
    }
    waiting.clear();
    write(kind, block.stripTrailing());
  }

  private void write(Kind kind, String block) {
    if (!text.isEmpty()) {
      text.append(kind == before && kind.together ? "\n" : "\n\n");
    }
    text.append(block);
    before = kind;
  }

  /** A text as one line: white space of any kind and length is a blank. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = c <= ' ' || c == '\u00a0';
      if (!blank) {
        line.append(c);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().stripTrailing();
  }

  /** The length of what is written. */
  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
