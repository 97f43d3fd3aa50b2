package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * Different ranges of a text: its lines or its paragraphs.
 *
 * <p>Long ranges are told apart by their length and their ends first, as most texts have no two
 * that agree in these. Where that has cost as many comparisons in vain as the text has characters,
 * whole ranges are hashed, so time is linear whatever the text is.
 */
final class Ranges {
  private static final int SMALLEST = 1 << 8;

  /** How much of a long range's beginning, and as much of its end, is hashed. */
  private static final int END = 16;

  private final SplitText text;
  private int[] starts = new int[SMALLEST];
  private int[] ends = new int[SMALLEST];
  private int[] counts = new int[SMALLEST];
  private int distinct;
  private boolean isWhole;
  private long inVain;
  private final Slots slots = new Slots();

  Ranges(SplitText text) {
    this.text = text;
  }

  /** Takes everything out. */
  void clear() {
    distinct = 0;
    isWhole = false;
    inVain = 0;
    if (starts.length > SplitText.KEPT) {
      starts = new int[SMALLEST];
      ends = new int[SMALLEST];
      counts = new int[SMALLEST];
    }
    slots.clear(SMALLEST);
  }

  /** Adds a range unless there is one with the same characters; returns whether it was added. */
  boolean add(int start, int end) {
    char[] chars = text.chars();
    int hash = hash(start, end);
    int slot = slots.first(hash);
    while (!slots.isFree(slot)) {
      int known = slots.number(slot);
      if (slots.hasHash(slot, hash)) {
        if (Arrays.equals(chars, starts[known], ends[known], chars, start, end)) {
          counts[known]++;
          return false;
        }
        inVain += end - start;
      }
      slot = slots.next(slot);
    }
    if (!isWhole && inVain > text.size()) {
      hashWhole();
      return add(start, end);
    }
    if (distinct == starts.length) {
      starts = Arrays.copyOf(starts, WordNumbers.larger(distinct));
      ends = Arrays.copyOf(ends, starts.length);
      counts = Arrays.copyOf(counts, starts.length);
    }
    starts[distinct] = start;
    ends[distinct] = end;
    counts[distinct] = 1;
    slots.put(slot, hash, distinct++);
    return true;
  }

  /** How many ranges were added or refused that have equals, the first of these as well. */
  long repeated() {
    long repeated = 0;
    for (int i = 0; i < distinct; i++) {
      repeated += counts[i] > 1 ? counts[i] : 0;
    }
    return repeated;
  }

  /** The length of these together, in code points. */
  long repeatedLength() {
    long length = 0;
    for (int i = 0; i < distinct; i++) {
      length += counts[i] > 1 ? (long) counts[i] * text.length(starts[i], ends[i]) : 0;
    }
    return length;
  }

  private int hash(int start, int end) {
    char[] chars = text.chars();
    if (isWhole || end - start <= 2 * END) {
      return (int) (Hashing.of(chars, start, end, text.seed()) >>> 32);
    }
    long first = Hashing.of(chars, start, start + END, text.seed() ^ (end - start));
    return (int) (Hashing.of(chars, end - END, end, first) >>> 32);
  }

  private void hashWhole() {
    isWhole = true;
    slots.clear(Math.max(SMALLEST, distinct));
    for (int number = 0; number < distinct; number++) {
      int hash = hash(starts[number], ends[number]);
      int slot = slots.first(hash);
      while (!slots.isFree(slot)) {
        slot = slots.next(slot);
      }
      slots.put(slot, hash, number);
    }
  }
}
