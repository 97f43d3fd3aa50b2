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

  /**
   * How many of the inputs that stand at the positions [0, length) of an order are of these tokens;
   * each as often as it stands there.
   */
  public long inputs(PackedOrder order, long length) {
    long each = order.sequenceTokens();
    long inputs = 0;
    for (long i = from / each; i * each < end && i < order.sequenceCount(sourceIndex); i++) {
      long of = Math.min(end, (i + 1) * each) - Math.max(from, i * each);
      for (long position : order.positions(sourceIndex, i)) {
        inputs += position < length ? of : 0;
      }
    }
    return inputs;
  }
}
