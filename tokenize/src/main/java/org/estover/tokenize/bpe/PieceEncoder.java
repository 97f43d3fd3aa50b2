package org.estover.tokenize.bpe;

import java.util.Arrays;

/**
 * Merges the bytes of one piece: always the pair of the lowest rank, of equal ones the leftmost.
 *
 * <p>Short pieces scan their few pairs for each merge. Long ones keep a heap of (rank, position)
 * over a linked list, with stale heap entries skipped when met: O(n log n) in all, so a line of a
 * million equal letters is no trap. Not thread-safe; memory follows the longest piece.
 */
final class PieceEncoder {
  private static final int SHORT_PIECE = 48;

  private final int[] byteIds;
  private final MergeRanks merges;
  private int[] ids = new int[64];
  private int[] ranks = new int[64];
  private int[] next = new int[0];
  private int[] previous = new int[0];
  private long[] heap = new long[0];
  private int heapSize;

  PieceEncoder(int[] byteIds, MergeRanks merges) {
    this.byteIds = byteIds;
    this.merges = merges;
  }

  void encode(byte[] bytes, int size, TokenBuffer into) {
    if (ids.length < size) {
      ids = new int[size];
      ranks = new int[size];
    }
    for (int i = 0; i < size; i++) {
      ids[i] = byteIds[bytes[i] & 0xFF];
    }
    int count = size <= SHORT_PIECE ? mergeShort(size) : mergeLong(size);
    for (int i = 0; i < count; i++) {
      into.add(ids[i]);
    }
  }

  private int mergeShort(int size) {
    int count = size;
    for (int i = 0; i + 1 < count; i++) {
      ranks[i] = merges.rank(ids[i], ids[i + 1]);
    }
    while (count > 1) {
      int best = 0;
      for (int i = 1; i + 1 < count; i++) {
        if (ranks[i] < ranks[best]) {
          best = i;
        }
      }
      if (ranks[best] == MergeRanks.NONE) {
        break;
      }
      ids[best] = merges.merged(ids[best], ids[best + 1]);
      count--;
      System.arraycopy(ids, best + 2, ids, best + 1, count - best - 1);
      System.arraycopy(ranks, best + 1, ranks, best, count - best - 1);
      if (best + 1 < count) {
        ranks[best] = merges.rank(ids[best], ids[best + 1]);
      }
      if (best > 0) {
        ranks[best - 1] = merges.rank(ids[best - 1], ids[best]);
      }
    }
    return count;
  }

  private int mergeLong(int size) {
    prepare(size);
    while (heapSize > 0) {
      long top = pop();
      int rank = (int) (top >>> 32);
      int at = (int) top;
      if (ranks[at] != rank) {
        continue;
      }
      int right = next[at];
      ids[at] = merges.merged(ids[at], ids[right]);
      ranks[right] = MergeRanks.NONE;
      next[at] = next[right];
      if (next[at] < size) {
        previous[next[at]] = at;
      }
      rankAgain(at, size);
      if (previous[at] >= 0) {
        rankAgain(previous[at], size);
      }
    }
    int count = 0;
    for (int at = 0; at < size; at = next[at]) {
      ids[count++] = ids[at];
    }
    return count;
  }

  private void prepare(int size) {
    if (next.length < size) {
      next = new int[size];
      previous = new int[size];
    }
    heapSize = 0;
    for (int i = 0; i < size; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    for (int i = 0; i < size; i++) {
      rankAgain(i, size);
    }
  }

  private void rankAgain(int at, int size) {
    int right = next[at];
    ranks[at] = right < size ? merges.rank(ids[at], ids[right]) : MergeRanks.NONE;
    if (ranks[at] != MergeRanks.NONE) {
      push(((long) ranks[at] << 32) | at);
    }
  }

  private void push(long entry) {
    if (heapSize == heap.length) {
      heap = Arrays.copyOf(heap, Math.max(256, heapSize * 2));
    }
    int at = heapSize++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (heap[parent] <= entry) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  private long pop() {
    long top = heap[0];
    long last = heap[--heapSize];
    int at = 0;
    while (2 * at + 1 < heapSize) {
      int child = 2 * at + 1;
      if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
