package org.estover.dedupe.span;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * Finds which of many ranges of bytes are equal: for each range the first one with the same bytes.
 *
 * <p>A hash table whose hits are compared byte by byte. Where two ranges of one hash differ, or
 * probing takes too many steps, somebody made hashes collide; then the ranges are sorted by their
 * bytes. So the cost is linear in the bytes, and O(n log n) comparisons at the worst.
 *
 * <p>Memory: 40 bytes per range, kept for the next use. Not thread-safe.
 */
final class EqualRanges {
  /** A hash of a range. */
  @FunctionalInterface
  interface Hash {
    /** The hash of so many bytes from here. */
    long of(byte[] bytes, int start, int size);
  }

  private static final int STEPS_PER_RANGE = 8;

  private final Hash hash;
  private byte[][] texts = new byte[16][];
  private int[] starts = new int[16];
  private int[] sizes = new int[16];
  private long[] hashes = new long[16];
  private int[] firsts = new int[16];
  private int[] slots = new int[32];
  private int count;

  EqualRanges() {
    this(xxh3());
  }

  EqualRanges(Hash hash) {
    this.hash = hash;
  }

  /** Forgets all ranges. */
  void clear() {
    Arrays.fill(texts, 0, count, null);
    count = 0;
  }

  /** Adds a range; it is known by its place, the first is 0. */
  void add(byte[] text, int start, int size) {
    if (count == starts.length) {
      int capacity = count * 2;
      texts = Arrays.copyOf(texts, capacity);
      starts = Arrays.copyOf(starts, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      hashes = new long[capacity];
      firsts = new int[capacity];
    }
    texts[count] = text;
    starts[count] = start;
    sizes[count] = size;
    count++;
  }

  /** How many ranges were added. */
  int count() {
    return count;
  }

  /** The place of the first range that equals this one; its own if none does. */
  int first(int range) {
    return firsts[range];
  }

  /** Compares all ranges; {@link #first} is valid from then on. */
  void compare() {
    if (!compareByHash()) {
      compareBySorting();
    }
  }

  private boolean compareByHash() {
    int capacity = Math.max(4, Integer.highestOneBit(count) << 2);
    if (slots.length < capacity) {
      slots = new int[capacity];
    } else {
      Arrays.fill(slots, 0, capacity, 0);
    }
    long steps = (long) count * STEPS_PER_RANGE + 64;
    for (int range = 0; range < count; range++) {
      long own = hash.of(texts[range], starts[range], sizes[range]);
      hashes[range] = own;
      firsts[range] = range;
      int slot = (int) own & (capacity - 1);
      while (slots[slot] != 0) {
        int other = slots[slot] - 1;
        if (hashes[other] == own) {
          if (!isEqual(other, range)) {
            return false;
          }
          firsts[range] = other;
          break;
        }
        steps--;
        if (steps < 0) {
          return false;
        }
        slot = (slot + 1) & (capacity - 1);
      }
      if (slots[slot] == 0) {
        slots[slot] = range + 1;
      }
    }
    return true;
  }

  private void compareBySorting() {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, range -> range);
    Arrays.sort(order, this::order);
    int first = 0;
    for (int at = 0; at < count; at++) {
      int range = order[at];
      if (at == 0 || !isEqual(first, range)) {
        first = range;
      }
      firsts[range] = first;
    }
  }

  private boolean isEqual(int one, int other) {
    return Arrays.equals(
        texts[one],
        starts[one],
        starts[one] + sizes[one],
        texts[other],
        starts[other],
        starts[other] + sizes[other]);
  }

  private int order(int one, int other) {
    return Arrays.compareUnsigned(
        texts[one],
        starts[one],
        starts[one] + sizes[one],
        texts[other],
        starts[other],
        starts[other] + sizes[other]);
  }

  private static Hash xxh3() {
    Hasher64 hasher = Hashing.xxh3_64();
    return hasher::hashBytesToLong;
  }
}
