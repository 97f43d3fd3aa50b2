package org.estover.crawl.read;

/**
 * The rendered lines of a page as paragraphs, items and rows, without what dropped templates leave
 * behind: empty lines, blanks, brackets with nothing in them.
 */
final class WikiLines {
  private final PlainBlocks blocks;
  private final StringBuilder paragraph = new StringBuilder();

  private WikiLines(PlainBlocks blocks) {
    this.blocks = blocks;
  }

  /** Adds the lines of a page to its text. */
  static void addTo(PlainBlocks blocks, String rendered) {
    WikiLines lines = new WikiLines(blocks);
    int from = 0;
    while (from <= rendered.length()) {
      int raw = rendered.indexOf(WikiMark.RAW, from);
      int to = raw < 0 ? rendered.length() : raw;
      for (String line : rendered.substring(from, to).split("\n", -1)) {
        lines.line(line);
      }
      from = to + 1;
      if (raw >= 0) {
        int end = rendered.indexOf(WikiMark.END_RAW, from);
        int rawTo = end < 0 ? rendered.length() : end;
        lines.raw(rendered.substring(from, rawTo));
        from = rawTo + 1;
      }
    }
    lines.endParagraph();
  }

  private void line(String marked) {
    if (marked.isEmpty()) {
      endParagraph();
      return;
    }
    char first = marked.charAt(0);
    if (first == WikiMark.HEADING && marked.length() > 1) {
      endParagraph();
      blocks.heading(marked.charAt(1) - '0', tidy(marked.substring(2)).strip());
    } else if (first == WikiMark.ITEM) {
      endParagraph();
      item(marked.substring(1));
    } else if (first == WikiMark.ROW) {
      endParagraph();
      blocks.add(PlainBlocks.Kind.ROW, tidy(marked).strip());
    } else {
      String line = tidy(marked).strip();
      if (!line.isEmpty()) {
        paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line);
      } else if (marked.indexOf(WikiMark.DROPPED) < 0 && marked.indexOf(WikiMark.NOTHING) < 0) {
        endParagraph();
      }
    }
  }

  /** An item keeps its indentation, and is none without text. */
  private void item(String marked) {
    String line = tidy(marked).stripTrailing();
    int text = 0;
    while (text < line.length() && line.charAt(text) == ' ') {
      text++;
    }
    int indent = 0;
    while (indent < marked.length() && marked.charAt(indent) == ' ') {
      indent++;
    }
    String body = line.substring(text);
    boolean says = body.chars().anyMatch(c -> c != '-' && c != ' ' && c != '.' && !isDigit(c));
    if (says || isNumber(body)) {
      blocks.add(PlainBlocks.Kind.ITEM, " ".repeat(indent) + body);
    }
  }

  /** Whether an item is nothing but its mark and a number. */
  private static boolean isNumber(String body) {
    return body.matches("([0-9]{1,6}\\.|-) .*[0-9].*");
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void raw(String lines) {
    endParagraph();
    int from = 0;
    // Without the empty lines before the first.
    for (int i = 0; i < lines.length() && lines.charAt(i) <= ' '; i++) {
      from = lines.charAt(i) == '\n' ? i + 1 : from;
    }
    blocks.add(PlainBlocks.Kind.PARAGRAPH, WikiMark.asText(lines.substring(from)));
  }

  private void endParagraph() {
    blocks.add(PlainBlocks.Kind.PARAGRAPH, paragraph.toString());
    paragraph.setLength(0);
  }

  /** A line without marks and runs of blanks. */
  private static String tidy(String marked) {
    if (isTidy(marked)) {
      return marked;
    }
    StringBuilder line = new StringBuilder(marked.length());
    boolean dropped = false;
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      if (c == WikiMark.DROPPED) {
        dropped = true;
        line.append(c);
      } else if (c == WikiMark.EQUALS) {
        line.append('=');
      } else if (!WikiMark.is(c)) {
        boolean blank = c == ' ' || c == '\t' || c == '\u00a0';
        if (!blank) {
          line.append(c);
        } else if (line.isEmpty() || line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      }
    }
    return dropped ? withoutDropped(line) : line.toString();
  }

  /** Whether a line has no marks, and single blanks only. */
  private static boolean isTidy(String line) {
    char before = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t' || c == '\u00a0' || (c == ' ' && before == ' ') || WikiMark.is(c)) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** A line without the marks of dropped templates, and what only stood there for them. */
  private static String withoutDropped(StringBuilder line) {
    StringBuilder kept = new StringBuilder(line.length());
    int open = -1;
    boolean gap = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == WikiMark.DROPPED) {
        gap = true;
        continue;
      }
      boolean emptyBracket = open >= 0 && open == kept.length() - 1;
      if (emptyBracket && gap && (c == ' ' || c == ';' || c == ',' || c == ':')) {
        continue;
      }
      if (c == ')' && open >= 0) {
        int end = kept.length();
        while (end > open + 1 && gap && " ;,:".indexOf(kept.charAt(end - 1)) >= 0) {
          end--;
        }
        kept.setLength(end);
        if (end == open + 1 && gap) {
          kept.setLength(open);
          open = -1;
          continue;
        }
      }
      boolean afterBlank = !kept.isEmpty() && kept.charAt(kept.length() - 1) == ' ';
      if (gap && afterBlank && (c == ' ' || ",.;:)".indexOf(c) >= 0)) {
        kept.setLength(kept.length() - 1);
      }
      open = c == '(' ? kept.length() : c == ')' ? -1 : open;
      // What only blanks and signs follow is still beside the gap, in brackets up to their end.
      gap &= open >= 0 && c != '(';
      kept.append(c);
    }
    int end = kept.length();
    return end > 0 && kept.charAt(end - 1) == ' ' ? kept.substring(0, end - 1) : kept.toString();
  }
}
