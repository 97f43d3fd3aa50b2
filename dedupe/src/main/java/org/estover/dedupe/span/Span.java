package org.estover.dedupe.span;

/**
 * A range of a document's UTF-8 bytes.
 *
 * @param start its first byte
 * @param end the byte after its last
 */
public record Span(int start, int end) {
  /** Rejects an empty range. */
  public Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a span from " + start + " to " + end + " holds no byte");
    }
  }
}
