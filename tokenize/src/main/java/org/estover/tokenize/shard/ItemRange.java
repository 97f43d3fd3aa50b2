package org.estover.tokenize.shard;

import java.io.Serializable;

/**
 * Consecutive items that are written at once.
 *
 * @param number of the range, from 0
 * @param from the first item
 * @param to the item behind the last
 */
public record ItemRange(int number, long from, long to) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Checks the order. */
  public ItemRange {
    if (number < 0 || from < 0 || to < from) {
      throw new IllegalArgumentException("range " + number + " of items " + from + " to " + to);
    }
  }
}
