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
 * <p>Memory: 44 bytes per range, kept for the next use, and 8 while many are compared. Not
 * thread-safe.
 */
final class EqualRanges {
  /** A hash of a range. */
  @FunctionalInterface
  interface Hash {
    /** The hash of so many bytes from here. */
    long of(byte[] bytes, int start, int size);
  }

  private static final int STEPS_PER_RANGE = 8;

  /** A table of so many ranges stays in the processor's caches; more are compared in parts. */
  private static final int PART_BITS = 13;

  private final Hash hash;
  private byte[][] texts = new byte[16][];
  private int[] starts = new int[16];
  private int[] sizes = new int[16];

  /** The ranges by part, and their hashes. */
  private int[] order = new int[16];

  private long[] hashes = new long[16];
  private int[] firsts = new int[16];
  private int[] slots = new int[32];
  private int count;
  private long steps;

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
      order = new int[capacity];
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
    int partBits = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(count) - PART_BITS);
    int[] ends = partBits == 0 ? onePart() : parts(partBits);
    steps = (long) count * STEPS_PER_RANGE + 64;
    int from = 0;
    for (int end : ends) {
      if (!comparePart(from, end)) {
        return false;
      }
      from = end;
    }
    return true;
  }

  private int[] onePart() {
    for (int range = 0; range < count; range++) {
      hashes[range] = hash.of(texts[range], starts[range], sizes[range]);
      order[range] = range;
    }
    return new int[] {count};
  }

  /** Brings ranges together that share the top bits of their hashes, in order; tells the ends. */
  private int[] parts(int partBits) {
    long[] own = new long[count];
    int[] next = new int[(1 << partBits) + 1];
    int shift = Long.SIZE - partBits;
    for (int range = 0; range < count; range++) {
      own[range] = hash.of(texts[range], starts[range], sizes[range]);
      next[(int) (own[range] >>> shift) + 1]++;
    }
    for (int part = 1; part < next.length; part++) {
      next[part] += next[part - 1];
    }
    for (int range = 0; range < count; range++) {
      int part = (int) (own[range] >>> shift);
      int to = next[part];
      hashes[to] = own[range];
      order[to] = range;
      next[part] = to + 1;
    }
    return Arrays.copyOf(next, 1 << partBits);
  }

  private boolean comparePart(int from, int end) {
    int capacity = Math.max(4, Integer.highestOneBit(end - from) << 2);
    if (slots.length < capacity) {
      slots = new int[capacity];
    } else {
      Arrays.fill(slots, 0, capacity, 0);
    }
    for (int at = from; at < end; at++) {
      int range = order[at];
      firsts[range] = range;
      int slot = (int) hashes[at] & (capacity - 1);
      while (slots[slot] != 0) {
        int other = slots[slot] - 1;
        if (hashes[other] == hashes[at]) {
          if (!isEqual(order[other], range)) {
            return false;
          }
          firsts[range] = order[other];
          break;
        }
        steps--;
        if (steps < 0) {
          return false;
        }
        slot = (slot + 1) & (capacity - 1);
      }
      if (slots[slot] == 0) {
        slots[slot] = at + 1;
      }
    }
    return true;
  }

  private void compareBySorting() {
    Integer[] sorted = new Integer[count];
    Arrays.setAll(sorted, range -> range);
    Arrays.sort(sorted, this::order);
    int first = 0;
    for (int at = 0; at < count; at++) {
      int range = sorted[at];
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
