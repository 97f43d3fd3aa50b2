package org.estover.tokenize.bpe;

import java.util.Arrays;

/**
 * The merges of a BPE vocabulary: pair of token ids to rank and merged id in one long.
 *
 * <p>An open-addressing table of longs, at most half full: one or two probes per look, each in one
 * cache line. Most looks are for pairs that don't merge, so a word of 64 bits for each left token
 * says by a hash of the right one whether a look can succeed; it is where the cache is.
 */
final class MergeRanks {
  /** The answer of {@link #merge} for a pair that does not merge; greater than every other. */
  static final long NO_MERGE = Long.MAX_VALUE;

  private static final long EMPTY = -1;

  /** Alternately a pair and its merge. */
  private final long[] table;

  /** For each left token, a bit for the hash of each right one. */
  private long[] rights = new long[1 << 10];

  private int size;

  MergeRanks(int capacity) {
    table = new long[Integer.highestOneBit(Math.max(8, Math.multiplyExact(capacity, 2))) * 4];
    Arrays.fill(table, EMPTY);
  }

  int size() {
    return size;
  }

  /** Adds the next merge, whose rank is {@link #size()}; false if the pair is already there. */
  boolean add(int left, int right, int mergedId) {
    long pair = pair(left, right);
    int slot = slot(pair);
    if (table[slot] != EMPTY) {
      return false;
    }
    if (left >= rights.length) {
      rights = Arrays.copyOf(rights, Math.max(left + 1, rights.length * 2));
    }
    rights[left] |= bit(right);
    table[slot] = pair;
    table[slot + 1] = ((long) size++ << Integer.SIZE) | mergedId;
    return true;
  }

  /** The rank of a pair in the upper half and the merged id in the lower, or {@link #NO_MERGE}. */
  long merge(int left, int right) {
    if (Integer.compareUnsigned(left, rights.length) >= 0 || (rights[left] & bit(right)) == 0) {
      return NO_MERGE;
    }
    long pair = pair(left, right);
    int slot = slot(pair);
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

  private int slot(long pair) {
    int mask = table.length - 2;
    int slot = ((int) ((pair * 0x9E3779B97F4A7C15L) >>> Integer.SIZE) << 1) & mask;
    while (table[slot] != EMPTY && table[slot] != pair) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private static long bit(int right) {
    return 1L << ((right * 0x9E3779B1) >>> 26);
  }

  private static long pair(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }
}
