package org.estover.tokenize.bpe;

import java.util.Arrays;

/**
 * The merges of a BPE vocabulary: pair of token ids to rank and merged id.
 *
 * <p>An open-addressing table of primitive arrays, at most half full: one or two probes per look.
 */
final class MergeRanks {
  /** The answer for a pair that does not merge; greater than every rank. */
  static final int NONE = Integer.MAX_VALUE;

  private static final long EMPTY = -1;

  private final int mask;
  private final long[] pairs;
  private final int[] ranks;
  private final int[] merged;
  private int size;

  MergeRanks(int capacity) {
    int slots = Integer.highestOneBit(Math.max(8, capacity * 2)) * 2;
    mask = slots - 1;
    pairs = new long[slots];
    ranks = new int[slots];
    merged = new int[slots];
    Arrays.fill(pairs, EMPTY);
  }

  int size() {
    return size;
  }

  /** Adds the next merge, whose rank is {@link #size()}; false if the pair is already there. */
  boolean add(int left, int right, int mergedId) {
    int slot = slot(left, right);
    if (pairs[slot] != EMPTY) {
      return false;
    }
    pairs[slot] = pair(left, right);
    ranks[slot] = size++;
    merged[slot] = mergedId;
    return true;
  }

  /** The rank of a pair, or {@link #NONE}. */
  int rank(int left, int right) {
    int slot = slot(left, right);
    return pairs[slot] == EMPTY ? NONE : ranks[slot];
  }

  /** The id that a pair with a rank merges to. */
  int merged(int left, int right) {
    return merged[slot(left, right)];
  }

  /** All merges as (left, right, merged) in rank order. */
  int[][] inRankOrder() {
    int[][] merges = new int[size][];
    for (int slot = 0; slot < pairs.length; slot++) {
      if (pairs[slot] != EMPTY) {
        merges[ranks[slot]] =
            new int[] {(int) (pairs[slot] >>> 32), (int) pairs[slot], merged[slot]};
      }
    }
    return merges;
  }

  private int slot(int left, int right) {
    long pair = pair(left, right);
    long mixed = pair * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (pairs[slot] != EMPTY && pairs[slot] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }
}
