package org.estover.tokenize.bpe;

import java.util.Arrays;

/**
 * The merges of a BPE vocabulary: pair of token ids to rank and merged id in one long.
 *
 * <p>An open-addressing table of longs, at most half full: one or two probes per look, each in one
 * cache line. Most looks are for pairs that don't merge, so a bit for each of 16 to 32 times as
 * many hashes as there are pairs says whether a look can succeed; they are where the cache is.
 */
final class MergeRanks {
  /** The answer of {@link #merge} for a pair that does not merge; greater than every other. */
  static final long NO_MERGE = Long.MAX_VALUE;

  private static final long EMPTY = -1;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Alternately a pair and its merge. */
  private final long[] table;

  /** A bit for each hash of a pair. */
  private final long[] known;

  private final int knownShift;
  private int size;

  MergeRanks(int capacity) {
    table = new long[Integer.highestOneBit(Math.max(8, Math.multiplyExact(capacity, 2))) * 4];
    Arrays.fill(table, EMPTY);
    known = new long[table.length / 16];
    knownShift = Integer.numberOfLeadingZeros(known.length - 1) + 26;
  }

  int size() {
    return size;
  }

  /** Adds the next merge, whose rank is {@link #size()}; false if the pair is already there. */
  boolean add(int left, int right, int mergedId) {
    long pair = pair(left, right);
    long hash = pair * MIX;
    int slot = slot(pair, hash);
    if (table[slot] != EMPTY) {
      return false;
    }
    int bit = (int) (hash >>> knownShift);
    known[bit >> 6] |= 1L << bit;
    table[slot] = pair;
    table[slot + 1] = ((long) size++ << Integer.SIZE) | mergedId;
    return true;
  }

  /** The rank of a pair in the upper half and the merged id in the lower, or {@link #NO_MERGE}. */
  long merge(int left, int right) {
    long pair = pair(left, right);
    long hash = pair * MIX;
    int bit = (int) (hash >>> knownShift);
    if ((known[bit >> 6] >>> bit & 1) == 0) {
      return NO_MERGE;
    }
    int slot = slot(pair, hash);
    return table[slot] == EMPTY ? NO_MERGE : table[slot + 1];
  }

  /** What {@link #merge} says of two bytes, at {@code left << 8 | right}. */
  long[] ofBytes(int[] byteIds) {
    long[] merges = new long[1 << 16];
    for (int left = 0; left < 256; left++) {
      for (int right = 0; right < 256; right++) {
        merges[left << 8 | right] = merge(byteIds[left], byteIds[right]);
      }
    }
    return merges;
  }

  /** All merges as (left, right, merged) in rank order. */
  int[][] inRankOrder() {
    int[][] merges = new int[size][];
    for (int slot = 0; slot < table.length; slot += 2) {
      long pair = table[slot];
      if (pair != EMPTY) {
        long merge = table[slot + 1];
        merges[(int) (merge >>> Integer.SIZE)] =
            new int[] {(int) (pair >>> Integer.SIZE), (int) pair, (int) merge};
      }
    }
    return merges;
  }

  private int slot(long pair, long hash) {
    int mask = table.length - 2;
    int slot = ((int) (hash >>> Integer.SIZE) << 1) & mask;
    while (table[slot] != EMPTY && table[slot] != pair) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private static long pair(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }
}
