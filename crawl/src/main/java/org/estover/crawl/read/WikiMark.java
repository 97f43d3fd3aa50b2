package org.estover.crawl.read;

/**
 * Characters that stand in half-made text for what is no text: Unicode's noncharacters, which no
 * page may hold.
 */
final class WikiMark {
  /** Here was a template that shows something else than text. */
  static final char DROPPED = '\uFDD0';

  /** Begins a line that is a heading; the level follows as a digit. */
  static final char HEADING = '\uFDD1';

  /** Begins a line that is a list's item. */
  static final char ITEM = '\uFDD2';

  /** Begins a line that is a table's row. */
  static final char ROW = '\uFDD3';

  /** Begins lines that are kept as they are. */
  static final char RAW = '\uFDD4';

  /** Ends lines that are kept as they are. */
  static final char END_RAW = '\uFDD5';

  /** An equals sign that names no argument. */
  static final char EQUALS = '\uFDD6';

  /** Markup that turned out to open nothing. */
  static final char NOTHING = '\uFDD7';

  private static final char FIRST = '\uFDD0';
  private static final char LAST = '\uFDEF';

  private WikiMark() {}

  static boolean is(char c) {
    return c >= FIRST && c <= LAST;
  }

  /** Whether what follows is a line of its own. */
  static boolean beginsLine(char c) {
    return c == HEADING || c == ITEM || c == ROW;
  }

  /** A page's text with no such characters. */
  static String without(String wikitext) {
    for (int i = 0; i < wikitext.length(); i++) {
      if (is(wikitext.charAt(i))) {
        return clean(wikitext, '\uFFFD');
      }
    }
    return wikitext;
  }

  /** A piece of half-made text as text. */
  static String asText(String marked) {
    for (int i = 0; i < marked.length(); i++) {
      if (is(marked.charAt(i))) {
        return clean(marked, '\0');
      }
    }
    return marked;
  }

  private static String clean(String text, char replacement) {
    StringBuilder cleaned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!is(c)) {
        cleaned.append(c);
      } else if (c == EQUALS && replacement == 0) {
        cleaned.append('=');
      } else if (replacement != 0) {
        cleaned.append(replacement);
      } else if (c == HEADING) {
        // Its level.
        i++;
      }
    }
    return cleaned.toString();
  }
}
