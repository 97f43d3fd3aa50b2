package org.estover.tokenize.order;

/**
 * Which tokens of a source are read from some position of an order on. Questions about ascending
 * tokens cost a look-up in the order for each sequence. Used by one thread.
 */
public final class LateSequences {
  private final PackedOrder order;
  private final int source;
  private final long fromPosition;
  private final long count;
  private long known = -1;
  private boolean late;
  private boolean lateBefore;

  /** The sequences of a source that stand at {@code fromPosition} or behind it. */
  public LateSequences(PackedOrder order, int source, long fromPosition) {
    this.order = order;
    this.source = source;
    this.fromPosition = fromPosition;
    count = order.sequenceCount(source);
  }

  /** Whether a token of the source's stream is read there, as an input or as the last target. */
  public boolean read(long token) {
    // Sequence i reads the tokens [iL, iL+L], both ends included.
    long inputs = order.sequenceTokens();
    long sequence = token / inputs;
    if (sequence != known) {
      lateBefore = sequence == known + 1 ? late : isLate(sequence - 1);
      late = isLate(sequence);
      known = sequence;
    }
    return late || (lateBefore && token % inputs == 0);
  }

  /** Whether any of the tokens [from, to) is read there. */
  public boolean readAny(long from, long to) {
    for (long token = from;
        token < to;
        token += order.sequenceTokens() - token % order.sequenceTokens()) {
      if (read(token)) {
        return true;
      }
    }
    return false;
  }

  private boolean isLate(long sequence) {
    if (sequence < 0 || sequence >= count) {
      return false;
    }
    for (long position : order.positions(source, sequence)) {
      if (position >= fromPosition) {
        return true;
      }
    }
    return false;
  }
}
