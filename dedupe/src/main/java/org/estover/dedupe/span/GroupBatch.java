package org.estover.dedupe.span;

import java.util.Arrays;

/**
 * Puts groups of anchors into the order of their first members, roughly: to compare them walks
 * through the texts and their copies side by side, where the order of hashes would jump for each
 * group and miss every cache.
 *
 * <p>Counting sort by blocks of the corpus. Memory: 16 bytes per member, for four million members
 * at most; more are handed out in batches. The order of groups has no influence on the result.
 */
final class GroupBatch {
  /** Takes the anchors of a hash. */
  interface Sink {
    /** The positions are the masked bits of {@code keys}, ascending, from here to before there. */
    void group(long[] keys, int from, int to, long positionMask);
  }

  private static final int MOST_MEMBERS = 1 << 22;

  /** So few fit a cache in any order. */
  private static final int FEW_MEMBERS = 512;

  private static final int BLOCK_BITS = 16;

  /** Set on the first member of each group. */
  private static final long FIRST = Long.MIN_VALUE;

  private final long positionMask;
  private final int blockShift;
  private final int mostMembers;
  private final Sink sink;
  private long[] members = new long[1024];
  private int size;

  GroupBatch(long positionMask, Sink sink) {
    this(positionMask, sink, MOST_MEMBERS);
  }

  GroupBatch(long positionMask, Sink sink, int mostMembers) {
    this.positionMask = positionMask;
    this.sink = sink;
    this.mostMembers = mostMembers;
    blockShift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(positionMask) - BLOCK_BITS);
  }

  /** Adds a group; it is handed out now or later. */
  void add(long[] keys, int from, int to) {
    int count = to - from;
    if (count > mostMembers) {
      sink.group(keys, from, to, positionMask);
      return;
    }
    if (count > mostMembers - size) {
      flush();
    }
    if (count > members.length - size) {
      members = Arrays.copyOf(members, Math.max(size + count, 2 * members.length));
    }
    for (int at = from; at < to; at++) {
      members[size + at - from] = keys[at] & positionMask;
    }
    members[size] |= FIRST;
    size += count;
  }

  /** Hands out all groups that were added. */
  void flush() {
    long[] ordered = size < FEW_MEMBERS ? members : ordered();
    int from = 0;
    for (int at = 1; at <= size; at++) {
      if (at == size || ordered[at] < 0) {
        sink.group(ordered, from, at, positionMask);
        from = at;
      }
    }
    size = 0;
  }

  private long[] ordered() {
    int[] next = new int[(1 << BLOCK_BITS) + 1];
    int block = 0;
    for (int at = 0; at < size; at++) {
      block = blockAt(at, block);
      next[block + 1]++;
    }
    for (int i = 1; i < next.length; i++) {
      next[i] += next[i - 1];
    }
    long[] ordered = new long[size];
    for (int at = 0; at < size; at++) {
      block = blockAt(at, block);
      ordered[next[block]] = members[at];
      next[block]++;
    }
    return ordered;
  }

  /** The block of the member's group, which is that of the member before unless a group begins. */
  private int blockAt(int member, int before) {
    long key = members[member];
    return key < 0 ? (int) ((key & positionMask) >>> blockShift) : before;
  }
}
