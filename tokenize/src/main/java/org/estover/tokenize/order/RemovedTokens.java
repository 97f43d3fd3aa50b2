package org.estover.tokenize.order;

/**
 * Tokens [from, end) of a source's stream that must not be read any more: those of a document.
 *
 * @param sourceIndex the source's place among {@link PackedOrder#sources()}
 */
public record RemovedTokens(int sourceIndex, long from, long end) {
  /** Checks that the range is not of less than nothing. */
  public RemovedTokens {
    if (sourceIndex < 0 || from < 0 || end < from) {
      throw new IllegalArgumentException("tokens " + from + " to " + end + " of " + sourceIndex);
    }
  }
}
