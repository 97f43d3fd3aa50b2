package org.estover.dedupe.exact;

/** A few paragraphs in a row: their keys and ranges. */
final class ParagraphBatch {
  private static final int MOST = 128;

  private final long[] highs = new long[MOST];
  private final long[] lows = new long[MOST];
  private final int[] byteStarts = new int[MOST];
  private final int[] byteEnds = new int[MOST];
  private int count;

  /** Takes the next paragraphs; false if there are none. */
  boolean fill(Paragraphs paragraphs) {
    count = 0;
    while (count < MOST && paragraphs.next()) {
      highs[count] = paragraphs.high();
      lows[count] = paragraphs.low();
      byteStarts[count] = paragraphs.byteStart();
      byteEnds[count] = paragraphs.byteEnd();
      count++;
    }
    return count > 0;
  }

  int count() {
    return count;
  }

  long high(int i) {
    return highs[i];
  }

  long low(int i) {
    return lows[i];
  }

  int byteStart(int i) {
    return byteStarts[i];
  }

  int byteEnd(int i) {
    return byteEnds[i];
  }
}
