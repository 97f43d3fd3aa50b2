package org.estover.tokenize.order;

/**
 * Neighbouring documents of an indexed data set: [first, end). A document is here what the peers'
 * index code calls one: an entry of the {@code .idx}, even where several of them make a document.
 */
public record DocumentRange(long first, long end) {
  /** Checks that the range is none of less than nothing. */
  public DocumentRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException("documents " + first + " to " + end);
    }
  }

  /** The number of documents. */
  public long count() {
    return end - first;
  }
}
