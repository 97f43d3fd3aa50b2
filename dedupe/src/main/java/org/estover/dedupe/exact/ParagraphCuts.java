package org.estover.dedupe.exact;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The paragraphs of a text that are to go, as ranges in chars and in bytes of UTF-8, in order;
 * paragraphs that follow each other are one range.
 */
public final class ParagraphCuts {
  private static final int FIELDS = 4;

  private final int paragraphs;
  private final int compared;
  private final int removed;
  private final int[] ranges;

  private ParagraphCuts(int paragraphs, int compared, int removed, int[] ranges) {
    this.paragraphs = paragraphs;
    this.compared = compared;
    this.removed = removed;
    this.ranges = ranges;
  }

  /**
   * Goes through a text and keeps the ranges of those paragraphs for which the test is true; it is
   * asked once for each that has enough words, from the first to the last.
   */
  public static ParagraphCuts of(
      CharSequence text, Paragraphs paragraphs, Predicate<Paragraphs> goes) {
    Draft draft = new Draft();
    paragraphs.open(text);
    while (paragraphs.next()) {
      draft.compare(1);
      if (goes.test(paragraphs)) {
        draft.add(paragraphs.byteStart(), paragraphs.byteEnd());
      }
    }
    return draft.finish(paragraphs);
  }

  /** Ranges that are being collected. */
  static final class Draft {
    private int[] ranges = new int[0];
    private int used;
    private int compared;
    private int removed;

    /** Counts paragraphs that were compared. */
    void compare(int count) {
      compared += count;
    }

    /** Adds a paragraph behind those before. */
    void add(int byteStart, int byteEnd) {
      removed++;
      if (used > 0 && ranges[used - 1] == byteStart) {
        ranges[used - 1] = byteEnd;
        return;
      }
      if (used == ranges.length) {
        ranges = Arrays.copyOf(ranges, Math.addExact(used, Math.max(4 * FIELDS, used)));
      }
      ranges[used + 2] = byteStart;
      ranges[used + 3] = byteEnd;
      used += FIELDS;
    }

    /** Counts the chars; the paragraphs are still at the same text. */
    ParagraphCuts finish(Paragraphs paragraphs) {
      for (int at = 0; at < used; at += FIELDS) {
        ranges[at] = paragraphs.charsTo(ranges[at + 2]);
        ranges[at + 1] = paragraphs.charsTo(ranges[at + 3]);
      }
      return new ParagraphCuts(paragraphs.passed(), compared, removed, Arrays.copyOf(ranges, used));
    }
  }

  /** All paragraphs of the text. */
  public int paragraphs() {
    return paragraphs;
  }

  /** Those that had enough words to be compared. */
  public int compared() {
    return compared;
  }

  /** Those that are to go. */
  public int removed() {
    return removed;
  }

  /** The number of ranges. */
  public int size() {
    return ranges.length / FIELDS;
  }

  /** Where the i-th range starts, in chars. */
  public int charStart(int i) {
    return ranges[i * FIELDS];
  }

  /** Where the i-th range ends, its last line feed included, in chars. */
  public int charEnd(int i) {
    return ranges[i * FIELDS + 1];
  }

  /** Where the i-th range starts, in bytes. */
  public int byteStart(int i) {
    return ranges[i * FIELDS + 2];
  }

  /** Where the i-th range ends, its last line feed included, in bytes. */
  public int byteEnd(int i) {
    return ranges[i * FIELDS + 3];
  }

  /** The bytes that go. */
  public long bytes() {
    long bytes = 0;
    for (int i = 0; i < size(); i++) {
      bytes += byteEnd(i) - byteStart(i);
    }
    return bytes;
  }

  /** What stays of the text. */
  public String cut(CharSequence text) {
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    for (int i = 0; i < size(); i++) {
      kept.append(text, from, charStart(i));
      from = charEnd(i);
    }
    return kept.append(text, from, text.length()).toString();
  }
}
