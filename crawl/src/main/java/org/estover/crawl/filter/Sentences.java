package org.estover.crawl.filter;

/**
 * Counts the sentences of a line as datatrove's tokenizer for languages without one of their own
 * cuts them.
 *
 * <p>A sentence takes at least one character, and all up to the next run of ends of sentences, with
 * that and a quotation mark behind it. A capital with a full stop is passed over, as in "J. S.
 * Bach", unless no other end follows: then the last such one ends the sentence. What follows the
 * last sentence is none; a line without any counts as one.
 */
final class Sentences {
  private Sentences() {}

  /** Counts the sentences of a line, which holds no line feed. */
  static int count(char[] line, int from, int to) {
    int count = 0;
    int at = from;
    while (at < to) {
      at = end(line, at, to);
      if (at < 0) {
        break;
      }
      count++;
    }
    return Math.max(count, 1);
  }

  /** Where the sentence that starts here ends; -1 if there is none in the rest of the line. */
  private static int end(char[] line, int start, int to) {
    int initial = -1;
    int at = start;
    while (at < to) {
      int codePoint = Letters.codePointAt(line, at, to);
      at += Character.charCount(codePoint);
      if (at < to && line[at] == '.' && Letters.isCapital(codePoint)) {
        initial = at++;
      }
      int end = terminals(line, at, to);
      if (end > at) {
        return quoted(line, end, to);
      }
    }
    return initial < 0 ? -1 : quoted(line, initial + 1, to);
  }

  /** Where the run of ends of sentences ends that begins here. */
  private static int terminals(char[] line, int start, int to) {
    int at = start;
    while (at < to) {
      int codePoint = Letters.codePointAt(line, at, to);
      if (!Letters.isTerminal(codePoint)) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static int quoted(char[] line, int end, int to) {
    return end < to && (line[end] == '"' || line[end] == '\'' || line[end] == '\u201d')
        ? end + 1
        : end;
  }
}
