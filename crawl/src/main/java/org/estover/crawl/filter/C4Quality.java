package org.estover.crawl.filter;

import java.util.List;

/**
 * The rule of C4, in the reading of datatrove as FineWeb ran it: lines need no punctuation at their
 * end.
 *
 * <p>It looks at lines, as Python's {@code splitlines()} makes them, without the white space at
 * their ends. A line goes if it has a word of more than 1,000 code points, or fewer than 3 words,
 * or speaks of JavaScript, or of cookies, privacy or terms of use; a text goes if a line that was
 * not gone yet speaks of lorem ipsum or holds a curly bracket, and if fewer than 5 sentences are
 * left. Of lines that stay Wikipedia's marks ({@code [12]}, {@code [edit]}) are taken out. What is
 * left, joined with line feeds, is what later rules judge.
 *
 * <p>Words are counted before the marks are taken out, and the line is not stripped again after it:
 * datatrove has it so. Sentences are those of its tokenizer for white space, {@link Sentences}.
 *
 * @see <a href="https://jmlr.org/papers/v21/20-074.html">Raffel et al. 2020, section 2.2</a>
 */
final class C4Quality implements SplitFilter {
  private static final String NAME = "c4-quality-whitespace-v1";
  private static final int MIN_SENTENCES = 5;
  private static final int MIN_WORDS = 3;
  private static final int LONGEST_WORD = 1000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean edits() {
    return true;
  }

  @Override
  public Verdict judge(SplitText text) {
    Reading reading = new Reading(text);
    for (int line = 0; line < text.lines(); line++) {
      int end = text.lineEnd(line);
      if (!reading.line(text.stripStart(text.lineStart(line), end), end)) {
        return drop(reading.reason);
      }
    }
    if (reading.sentences < MIN_SENTENCES) {
      return drop("too_few_sentences");
    }
    return new Verdict.Keep(reading.left());
  }

  private static Verdict drop(String reason) {
    return new Verdict.Drop(NAME, reason);
  }

  /** The lines read so far, and what is left of them. */
  private static final class Reading {
    private final SplitText text;
    private final char[] chars;
    private final char[] left;
    private int size;
    private int sentences;
    private String reason = "";

    Reading(SplitText text) {
      this.text = text;
      this.chars = text.chars();
      // What is left of a line is no longer than it was with its end.
      this.left = text.spare();
    }

    /** Reads a line that has no space at its start; returns whether the text may stay. */
    boolean line(int start, int lineEnd) {
      int words = 0;
      int end = start;
      int found = 0;
      int at = start;
      while (at < lineEnd) {
        int word = at;
        int classes = Letters.classes(chars[at]);
        do {
          found |= classes;
          classes = ++at < lineEnd ? Letters.classes(chars[at]) : Letters.SPACE;
        } while ((classes & Letters.SPACE) == 0);
        if (at - word > LONGEST_WORD && text.length(word, at) > LONGEST_WORD) {
          return true;
        }
        words++;
        end = at;
        while (at < lineEnd && Letters.isSpace(chars[at])) {
          at++;
        }
      }
      return words < MIN_WORDS || take(start, end, found);
    }

    private boolean take(int start, int end, int found) {
      int from = size;
      size = (found & Letters.MARK) != 0 ? copyWithoutMarks(start, end) : copy(start, end);
      int kinds = 0;
      boolean hasBracket = false;
      if ((found & (Letters.TRIGGER | Letters.BRACKET)) != 0) {
        for (int i = from; i < size; i++) {
          int classes = Letters.classes(left[i]);
          if ((classes & Letters.TRIGGER) != 0) {
            kinds |= Phrases.around(left, from, i, size);
          }
          hasBracket |= left[i] == '{';
        }
      }
      if ((kinds & Phrases.LOREM_IPSUM) != 0) {
        reason = "lorem_ipsum";
        return false;
      }
      boolean isOfJavaScript = (kinds & Phrases.JAVASCRIPT) != 0;
      if (hasBracket && !isOfJavaScript) {
        reason = "curly_bracket";
        return false;
      }
      if (isOfJavaScript || (kinds & Phrases.POLICY) != 0) {
        size = from;
        return true;
      }
      if (sentences < MIN_SENTENCES) {
        sentences += Sentences.count(left, from, size);
      }
      left[size++] = '\n';
      return true;
    }

    private int copy(int start, int end) {
      System.arraycopy(chars, start, left, size, end - start);
      return size + end - start;
    }

    /** Copies a line without marks of citations; returns the end of the copy. */
    private int copyWithoutMarks(int start, int end) {
      int to = size;
      int from = start;
      for (int at = start; at < end; at++) {
        if (chars[at] == '[') {
          int markEnd = Marks.end(chars, at, end);
          if (markEnd > at) {
            System.arraycopy(chars, from, left, to, at - from);
            to += at - from;
            from = markEnd;
            at = markEnd - 1;
          }
        }
      }
      System.arraycopy(chars, from, left, to, end - from);
      return to + end - from;
    }

    /** All that is left, without white space at its ends. */
    String left() {
      int end = size;
      while (end > 0 && Letters.isSpace(left[end - 1])) {
        end--;
      }
      int start = 0;
      while (start < end && Letters.isSpace(left[start])) {
        start++;
      }
      return new String(left, start, end - start);
    }
  }

  /** Marks that Wikipedia puts into its text, as in {@code [12]} and {@code [edit]}. */
  private static final class Marks {
    private static final List<String> WORDS = List.of("[edit]", "[citation needed]");

    private Marks() {}

    /** Where the mark ends that begins at an index; that index if none does. */
    static int end(char[] chars, int start, int end) {
      int at = start + 1;
      while (at < end) {
        int codePoint = Letters.codePointAt(chars, at, end);
        if (!Letters.isDigit(codePoint)) {
          break;
        }
        at += Character.charCount(codePoint);
      }
      if (at < end && chars[at] == ']') {
        return at + 1;
      }
      for (String mark : WORDS) {
        if (Letters.startsWith(chars, start, end, mark)) {
          return start + mark.length();
        }
      }
      return start;
    }
  }
}
