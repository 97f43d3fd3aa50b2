package org.estover.crawl.read.latex;

/**
 * A text that is written word by word: blanks collapse, and paragraphs are separated by an empty
 * line however often their end was told.
 */
final class ReadableText {
  private final StringBuilder text = new StringBuilder();
  private boolean spaceDue;

  /** How many line feeds are due before what comes next. */
  private int feedsDue;

  void append(int codeUnit) {
    separate();
    text.append((char) codeUnit);
  }

  void append(String word) {
    if (!word.isEmpty()) {
      separate();
      text.append(word);
    }
  }

  private void separate() {
    if (feedsDue > 0 && !text.isEmpty()) {
      text.append(feedsDue == 1 ? "\n" : "\n\n");
    } else if (spaceDue && !text.isEmpty() && !endsWithBlank()) {
      text.append(' ');
    }
    spaceDue = false;
    feedsDue = 0;
  }

  private boolean endsWithBlank() {
    char last = text.charAt(text.length() - 1);
    return last == ' ' || last == '\n';
  }

  /** A blank comes before the next word, unless a line or paragraph ends there. */
  void space() {
    spaceDue = true;
  }

  /** A new line begins. */
  void line() {
    feedsDue = Math.max(feedsDue, 1);
  }

  /** A new line begins, even where a paragraph would. */
  void lineOnly() {
    feedsDue = 1;
  }

  /** A new paragraph begins. */
  void paragraph() {
    feedsDue = 2;
  }

  /** Whether what comes next follows a character without a blank. */
  boolean endsWith(char c) {
    return !spaceDue && feedsDue == 0 && !text.isEmpty() && text.charAt(text.length() - 1) == c;
  }

  void clear() {
    text.setLength(0);
    spaceDue = false;
    feedsDue = 0;
  }

  @Override
  public String toString() {
    return text.toString().strip();
  }
}
