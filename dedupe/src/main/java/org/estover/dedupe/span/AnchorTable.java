package org.estover.dedupe.span;

import java.util.Arrays;

/**
 * All anchors of a corpus by hash: one long each, of hash and position.
 *
 * <p>The top bits of the hash choose one of 4,096 arrays, the next ones stand above the position in
 * the long, as many as it leaves free. Sorting an array brings the anchors of a hash together,
 * positions ascending. Anchors of different hashes may meet; they are told apart by who compares
 * their bytes.
 *
 * <p>Memory: 8 to 12 bytes per anchor. At most 2^31 anchors share an array.
 */
final class AnchorTable {
  private static final int SLICE_BITS = 12;
  private static final int MOST_KEYS = Integer.MAX_VALUE - 8;
  private static final long[] NONE = {};
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[][] slices = new long[1 << SLICE_BITS][];
  private final int[] sizes = new int[1 << SLICE_BITS];
  private final long positionMask;
  private final int firstCapacity;

  /**
   * Makes a table for positions below {@code size}; more anchors than expected only cost copies.
   */
  AnchorTable(long size, long expectedAnchors) {
    long perSlice = expectedAnchors >>> SLICE_BITS;
    firstCapacity = (int) Math.min(MOST_KEYS, perSlice + (perSlice >> 4) + 16);
    positionMask = (Long.highestOneBit(Math.max(1, size)) << 1) - 1;
    Arrays.fill(slices, NONE);
  }

  /** Adds an anchor. */
  void add(long hash, long position) {
    long mixed = (hash ^ (hash >>> 32)) * MIX;
    int slice = (int) (mixed >>> (Long.SIZE - SLICE_BITS));
    long[] keys = slices[slice];
    int size = sizes[slice];
    if (size == keys.length) {
      if (size == MOST_KEYS) {
        throw new IllegalStateException(
            "more than "
                + MOST_KEYS
                + " anchors in one of the table's slices: give the corpus in parts");
      }
      keys = Arrays.copyOf(keys, capacityAfter(size));
      slices[slice] = keys;
    }
    keys[size] = (mixed << SLICE_BITS & ~positionMask) | position;
    sizes[slice] = size + 1;
  }

  private int capacityAfter(int size) {
    return size == 0 ? firstCapacity : (int) Math.min(MOST_KEYS, size + (size >> 1) + 16L);
  }

  /** Hands out each group of two or more anchors once and lets go of all. */
  void drain(GroupBatch.Sink sink) {
    GroupBatch batch = new GroupBatch(positionMask, sink);
    for (int slice = 0; slice < slices.length; slice++) {
      long[] keys = slices[slice];
      int size = sizes[slice];
      slices[slice] = NONE;
      sizes[slice] = 0;
      Arrays.sort(keys, 0, size);
      int from = 0;
      for (int at = 1; at <= size; at++) {
        if (at == size || ((keys[at] ^ keys[from]) & ~positionMask) != 0) {
          if (at - from > 1) {
            batch.add(keys, from, at);
          }
          from = at;
        }
      }
    }
    batch.flush();
  }
}
