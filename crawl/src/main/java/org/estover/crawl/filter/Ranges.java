package org.estover.crawl.filter;

import java.util.Arrays;

/** Different ranges of a text: its lines or its paragraphs. */
final class Ranges {
  private static final int SMALLEST = 1 << 8;

  private final SplitText text;
  private int[] starts = new int[SMALLEST];
  private int[] ends = new int[SMALLEST];
  private int distinct;
  private final Slots slots = new Slots();

  Ranges(SplitText text) {
    this.text = text;
  }

  /** Takes everything out. */
  void clear() {
    distinct = 0;
    if (starts.length > SplitText.KEPT) {
      starts = new int[SMALLEST];
      ends = new int[SMALLEST];
    }
    slots.clear(SMALLEST);
  }

  /** Adds a range unless there is one with the same characters; returns whether it was added. */
  boolean add(int start, int end) {
    char[] chars = text.chars();
    int hash = (int) (Hashing.of(chars, start, end, text.seed()) >>> 32);
    int slot = slots.first(hash);
    while (!slots.isFree(slot)) {
      int known = slots.number(slot);
      if (slots.hasHash(slot, hash)
          && Arrays.equals(chars, starts[known], ends[known], chars, start, end)) {
        return false;
      }
      slot = slots.next(slot);
    }
    if (distinct == starts.length) {
      starts = Arrays.copyOf(starts, WordNumbers.larger(distinct));
      ends = Arrays.copyOf(ends, starts.length);
    }
    starts[distinct] = start;
    ends[distinct] = end;
    slots.put(slot, hash, distinct++);
    return true;
  }
}
