package org.estover.tokenize.bpe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Merges the bytes of one piece: always the pair of the lowest rank, of equal ones the leftmost.
 *
 * <p>Short pieces scan their few pairs for each merge. Long ones keep a heap of (rank, position)
 * over a linked list, with stale heap entries skipped when met: O(n log n) in all, so a line of a
 * million equal letters is no trap. Not thread-safe; memory follows the longest piece.
 */
final class PieceEncoder {
  private static final int SHORT_PIECE = 64;

  private final int[] byteIds;
  private final MergeRanks merges;
  private final long @Nullable [] ofBytes;
  private int[] ids = new int[SHORT_PIECE];
  private long[] pairs = new long[SHORT_PIECE];
  private int[] next = new int[0];
  private int[] previous = new int[0];
  private long[] heap = new long[0];
  private int heapSize;

  /** An encoder by merges that may still be added to. */
  PieceEncoder(int[] byteIds, MergeRanks merges) {
    this(byteIds, merges, null);
  }

  /**
   * An encoder.
   *
   * @param ofBytes {@link MergeRanks#ofBytes} of the same; null if merges may still be added
   */
  PieceEncoder(int[] byteIds, MergeRanks merges, long @Nullable [] ofBytes) {
    this.byteIds = byteIds;
    this.merges = merges;
    this.ofBytes = ofBytes;
  }

  /** Appends the tokens of the bytes from {@code from} to {@code end}. */
  void encode(byte[] bytes, int from, int end, TokenBuffer into) {
    int size = end - from;
    if (ids.length < size) {
      ids = new int[size];
      pairs = new long[size];
    }
    for (int i = 0; i < size; i++) {
      ids[i] = byteIds[bytes[from + i] & 0xFF];
    }
    rankBytes(bytes, from, size);
    into.addRange(ids, 0, size <= SHORT_PIECE ? mergeShort(size) : mergeLong(size));
  }

  private void rankBytes(byte[] bytes, int from, int size) {
    long[] known = ofBytes;
    for (int i = 0; i + 1 < size; i++) {
      pairs[i] =
          known == null
              ? merges.merge(ids[i], ids[i + 1])
              : known[(bytes[from + i] & 0xFF) << 8 | (bytes[from + i + 1] & 0xFF)];
    }
    pairs[size - 1] = MergeRanks.NO_MERGE;
  }

  private int mergeShort(int size) {
    int[] ids = this.ids;
    long[] pairs = this.pairs;
    int count = size;
    while (count > 1) {
      int best = 0;
      long least = pairs[0];
      for (int i = 1; i + 1 < count; i++) {
        // Of one rank there is one pair, so that equal values are equal pairs: the leftmost wins.
        if (pairs[i] < least) {
          least = pairs[i];
          best = i;
        }
      }
      if (least == MergeRanks.NO_MERGE) {
        break;
      }
      ids[best] = (int) least;
      count--;
      for (int i = best + 1; i < count; i++) {
        ids[i] = ids[i + 1];
        pairs[i - 1] = pairs[i];
      }
      if (best + 1 < count) {
        pairs[best] = merges.merge(ids[best], ids[best + 1]);
      }
      if (best > 0) {
        pairs[best - 1] = merges.merge(ids[best - 1], ids[best]);
      }
    }
    return count;
  }

  private int mergeLong(int size) {
    prepare(size);
    while (heapSize > 0) {
      long top = pop();
      int rank = (int) (top >>> Integer.SIZE);
      int at = (int) top;
      if ((int) (pairs[at] >>> Integer.SIZE) != rank) {
        continue;
      }
      int right = next[at];
      ids[at] = (int) pairs[at];
      pairs[right] = MergeRanks.NO_MERGE;
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
      push(i);
    }
  }

  private void rankAgain(int at, int size) {
    int right = next[at];
    pairs[at] = right < size ? merges.merge(ids[at], ids[right]) : MergeRanks.NO_MERGE;
    push(at);
  }

  /** Puts the pair at a place into the heap if it merges. */
  private void push(int place) {
    if (pairs[place] == MergeRanks.NO_MERGE) {
      return;
    }
    long entry = (pairs[place] & (-1L << Integer.SIZE)) | place;
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
