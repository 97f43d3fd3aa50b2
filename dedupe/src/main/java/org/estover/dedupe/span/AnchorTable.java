package org.estover.dedupe.span;

import java.util.Arrays;

/**
 * All anchors of a corpus by hash: one long each, of hash and position.
 *
 * <p>The top bits of the hash choose an array, the next ones stand above the position in the long,
 * as many as it leaves free. There are so few arrays that the ends of all stay in the processor's
 * caches while anchors are added, and so many that one of them fits there when it is looked at.
 * Anchors whose hash nobody else has are left out then, by two bits a hash; sorting the others
 * brings the anchors of a hash together, positions ascending. Anchors of different hashes may meet;
 * they are told apart by who compares their bytes.
 *
 * <p>Memory: 8 to 12 bytes per anchor. At most 2^31 anchors share an array.
 */
final class AnchorTable {
  private static final int LEAST_SLICE_BITS = 4;
  private static final int MOST_SLICE_BITS = 12;

  /** Anchors of a slice, where the corpus is neither small nor beyond 10 GB of common text. */
  private static final int PER_SLICE_BITS = 15;

  /** Bits of a hash that nobody else has are free of others' seven times in eight. */
  private static final int BITS_PER_ANCHOR_BITS = 3;

  private static final int MOST_SEEN_BITS = 24;
  private static final int MOST_KEYS = Integer.MAX_VALUE - 8;
  private static final long[] NONE = {};
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int sliceBits;
  private final long[][] slices;
  private final int[] sizes;
  private final long positionMask;
  private final int firstCapacity;

  private long[] once = NONE;
  private long[] twice = NONE;

  /**
   * Makes a table for positions below {@code size}; more anchors than expected only cost copies.
   */
  AnchorTable(long size, long expectedAnchors) {
    int wanted = Long.SIZE - Long.numberOfLeadingZeros(expectedAnchors >>> PER_SLICE_BITS);
    sliceBits = Math.max(LEAST_SLICE_BITS, Math.min(MOST_SLICE_BITS, wanted));
    slices = new long[1 << sliceBits][];
    sizes = new int[1 << sliceBits];
    long perSlice = expectedAnchors >>> sliceBits;
    firstCapacity = (int) Math.min(MOST_KEYS, perSlice + (perSlice >> 4) + 16);
    positionMask = (Long.highestOneBit(Math.max(1, size)) << 1) - 1;
    Arrays.fill(slices, NONE);
  }

  /** Adds an anchor. */
  void add(long hash, long position) {
    long mixed = (hash ^ (hash >>> 32)) * MIX;
    int slice = (int) (mixed >>> (Long.SIZE - sliceBits));
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
    keys[size] = (mixed << sliceBits & ~positionMask) | position;
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
      int size = shared(keys, sizes[slice]);
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

  /**
   * Moves the anchors to the front whose hash others have too, and a few more; tells how many. Only
   * bits of the hash are looked at, so that of equal ones all or none are left out.
   */
  private int shared(long[] keys, int size) {
    if (size < 2) {
      return 0;
    }
    int wanted = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1) + BITS_PER_ANCHOR_BITS;
    int hashBits = Long.numberOfLeadingZeros(positionMask);
    int bits = Math.min(Math.min(wanted, MOST_SEEN_BITS), hashBits);
    if (bits < 6) {
      return size;
    }
    int words = 1 << (bits - 6);
    if (once.length < words) {
      once = new long[words];
      twice = new long[words];
    } else {
      Arrays.fill(once, 0, words, 0);
      Arrays.fill(twice, 0, words, 0);
    }
    for (int at = 0; at < size; at++) {
      long index = keys[at] >>> (Long.SIZE - bits);
      int word = (int) (index >>> 6);
      long bit = 1L << index;
      twice[word] |= once[word] & bit;
      once[word] |= bit;
    }
    int kept = 0;
    for (int at = 0; at < size; at++) {
      long key = keys[at];
      long index = key >>> (Long.SIZE - bits);
      keys[kept] = key;
      kept += (int) (twice[(int) (index >>> 6)] >>> index & 1);
    }
    return kept;
  }
}
