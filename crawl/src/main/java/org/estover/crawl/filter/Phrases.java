package org.estover.crawl.filter;

/**
 * The phrases that C4 looks for in a line, whatever their capitals.
 *
 * <p>Each holds one of the few letters j, k, m, v at a known place, so a line is read once: only
 * where one of them stands is anything compared. Of all characters that Unicode makes small, only
 * the capitals of ASCII and the sign of Kelvin become letters of these phrases (I with a dot
 * becomes two characters, and no phrase ends in an i), so that this equals a search in the text
 * made small.
 */
final class Phrases {
  /** The line speaks of lorem ipsum. */
  static final int LOREM_IPSUM = 1;

  /** The line speaks of JavaScript. */
  static final int JAVASCRIPT = 1 << 1;

  /** The line speaks of cookies, of privacy, or of terms of use. */
  static final int POLICY = 1 << 2;

  private static final char KELVIN = '\u212a';

  private Phrases() {}

  static boolean isTrigger(int c) {
    return switch (c) {
      case 'j', 'J', 'k', 'K', KELVIN, 'm', 'M', 'v', 'V' -> true;
      default -> false;
    };
  }

  /** The kinds of phrases that hold the trigger at an index of the line. */
  static int around(char[] text, int from, int index, int end) {
    return switch (text[index]) {
      case 'j', 'J' -> has(text, from, index, end, "javascript") ? JAVASCRIPT : 0;
      case 'm', 'M' ->
          has(text, from, index - 4, end, "lorem ipsum")
              ? LOREM_IPSUM
              : has(text, from, index - 3, end, "terms of use") ? POLICY : 0;
      case 'v', 'V' -> has(text, from, index - 3, end, "privacy policy") ? POLICY : 0;
      default ->
          has(text, from, index - 3, end, "cookie policy")
                  || has(text, from, index - 8, end, "uses cookies")
                  || has(text, from, index - 10, end, "use of cookies")
                  || has(text, from, index - 7, end, "use cookies")
              ? POLICY
              : 0;
    };
  }

  private static boolean has(char[] text, int from, int at, int end, String phrase) {
    if (at < from || end - at < phrase.length()) {
      return false;
    }
    for (int i = 0; i < phrase.length(); i++) {
      if (small(text[at + i]) != phrase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static char small(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (char) (c + ('a' - 'A'));
    }
    return c == KELVIN ? 'k' : c;
  }
}
