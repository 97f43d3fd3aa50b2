package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * A table of open addresses from 32 bits of a hash to small numbers. Whoever finds a number by its
 * hash compares what the number stands for, and goes on at the next slot where that is another.
 */
final class Slots {
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 1 << 30;

  /** The hash above, the number plus one below; 0 if the slot is free. */
  private long[] slots = new long[SMALLEST];

  private int mask = SMALLEST - 1;
  private int used;

  /** Takes everything out, and makes room for some numbers; it grows when there are more. */
  void clear(int expected) {
    int size = SMALLEST;
    while (size < 2L * expected && size < SplitText.KEPT) {
      size *= 2;
    }
    if (slots.length < size || slots.length > SplitText.KEPT) {
      slots = new long[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    mask = size - 1;
    used = 0;
  }

  /** The slot where the search for a hash begins. */
  int first(int hash) {
    return hash & mask;
  }

  /** The slot after another. */
  int next(int slot) {
    return slot + 1 & mask;
  }

  boolean isFree(int slot) {
    return slots[slot] == 0;
  }

  boolean hasHash(int slot, int hash) {
    return (int) (slots[slot] >>> 32) == hash;
  }

  int number(int slot) {
    return (int) slots[slot] - 1;
  }

  /** Puts a number into a free slot. */
  void put(int slot, int hash, int number) {
    slots[slot] = (long) hash << 32 | number + 1;
    if (2L * ++used > mask && mask < LARGEST - 1) {
      grow();
    }
  }

  /** One more than the last slot. */
  int size() {
    return mask + 1;
  }

  private void grow() {
    long[] old = slots;
    int oldSize = mask + 1;
    slots = new long[2 * oldSize];
    mask = 2 * oldSize - 1;
    for (int i = 0; i < oldSize; i++) {
      if (old[i] != 0) {
        int at = (int) (old[i] >>> 32) & mask;
        while (slots[at] != 0) {
          at = next(at);
        }
        slots[at] = old[i];
      }
    }
  }
}
