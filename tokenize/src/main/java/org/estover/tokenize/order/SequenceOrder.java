package org.estover.tokenize.order;

import java.util.List;

/**
 * Which sequence stands at which position of a training over a release: the release's own order, or
 * one that was derived from it. Immutable and thread-safe.
 */
public sealed interface SequenceOrder permits PackedOrder, DerivedOrder {
  /** L, the inputs of a sequence; a sequence reads one token more. */
  int sequenceTokens();

  /** The sources in name order. */
  List<WeightedSource> sources();

  /** The number of positions. */
  long length();

  /** The number of distinct sequences of a source; not all of them need to stand somewhere. */
  long sequenceCount(int sourceIndex);

  /** The place of a source among {@link #sources()}, or -1. */
  int sourceIndex(String name);

  /**
   * Tells which sequence stands at a position.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= position < length()}
   */
  Slot slot(long position);

  /**
   * Finds all positions at which a sequence stands, ascending.
   *
   * @throws IndexOutOfBoundsException if there is no such source or sequence
   */
  long[] positions(int sourceIndex, long sequence);
}
