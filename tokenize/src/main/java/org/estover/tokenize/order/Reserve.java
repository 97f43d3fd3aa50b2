package org.estover.tokenize.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The sequences that may fill the holes of a derived order: one queue per source that stays, by
 * ascending rank.
 *
 * <p>The parent's positions behind the training are looked at once, as far as they are needed. What
 * is met there before its turn is kept: of the first sequences as many as there are holes where a
 * source is dropped, as such a hole takes the first that is left, and behind these of each source
 * as many as it lost itself. More is never taken, so that memory is O(holes).
 */
final class Reserve {
  private final PackedOrder parent;
  private final RemovedSequences gone;
  private final long[] lost;
  private final long dropped;
  private final List<Queue<Ranked>> met = new ArrayList<>();
  private final long[] metBehind;
  private final long[] nextUnused;
  private final long[] taken;
  private final long first;
  private long metCount;
  private long nextPosition;
  private long takenByDropped;

  /**
   * @param length the positions that the training reads
   * @param lost the holes of each source
   */
  Reserve(PackedOrder parent, long length, RemovedSequences gone, long[] lost) {
    this.parent = parent;
    this.gone = gone;
    this.lost = lost.clone();
    nextPosition = length;
    metBehind = new long[lost.length];
    nextUnused = new long[lost.length];
    taken = new long[lost.length];
    long droppedHoles = 0;
    for (int source = 0; source < lost.length; source++) {
      met.add(new ArrayDeque<>());
      droppedHoles += gone.hasAll(source) ? lost[source] : 0;
    }
    dropped = droppedHoles;
    first = dropped == 0 ? 0 : LongStream.of(lost).sum();
  }

  /** A sequence and its place in the order in which a reserve is used. */
  private record Ranked(long rank, Slot slot) {}

  /**
   * Takes what fills the next hole of a source: the next of its own, or of all that stay where it
   * is dropped.
   *
   * @throws OrderException if nothing is left
   */
  Slot take(int source) throws OrderException {
    boolean own = !gone.hasAll(source);
    int of = own ? source : leastSource();
    Ranked next = of < 0 ? null : head(of);
    if (next == null) {
      throw exhausted(source);
    }
    if (met.get(of).poll() == null) {
      nextUnused[of]++;
    }
    taken[of]++;
    takenByDropped += own ? 0 : 1;
    return next.slot();
  }

  private OrderException exhausted(int source) {
    String name = parent.sources().get(source).name();
    if (gone.hasAll(source)) {
      return Errors.reserveOfOthersExhausted(name, dropped, takenByDropped);
    }
    return Errors.reserveExhausted(name, lost[source], taken[source], takenByDropped > 0);
  }

  /** The source whose head has the least rank, or -1 if all are at their end. */
  private int leastSource() {
    int least = leastMet();
    while (least < 0 && nextPosition < parent.length()) {
      meetNext();
      least = leastMet();
    }
    if (least >= 0) {
      return least;
    }
    long rank = Long.MAX_VALUE;
    for (int source = 0; source < lost.length; source++) {
      Ranked head = unusedHead(source);
      if (head != null && head.rank() < rank) {
        rank = head.rank();
        least = source;
      }
    }
    return least;
  }

  private int leastMet() {
    int least = -1;
    long rank = Long.MAX_VALUE;
    for (int source = 0; source < lost.length; source++) {
      Ranked head = met.get(source).peek();
      if (head != null && head.rank() < rank) {
        rank = head.rank();
        least = source;
      }
    }
    return least;
  }

  private @Nullable Ranked head(int source) {
    while (met.get(source).isEmpty() && nextPosition < parent.length()) {
      meetNext();
    }
    Ranked head = met.get(source).peek();
    return head != null ? head : unusedHead(source);
  }

  private void meetNext() {
    long position = nextPosition++;
    Slot slot = parent.slot(position);
    int source = slot.sourceIndex();
    if (!gone.has(slot) && (metCount++ < first || metBehind[source]++ < lost[source])) {
      met.get(source).add(new Ranked(position, slot));
    }
  }

  /** The next of those that stand nowhere in the parent; what is gone is passed for good. */
  private @Nullable Ranked unusedHead(int source) {
    long count = gone.hasAll(source) ? 0 : parent.unusedCount(source);
    for (; nextUnused[source] < count; nextUnused[source]++) {
      long index = nextUnused[source];
      Slot slot = parent.slotOf(source, 0, parent.unused(source, index));
      if (!gone.has(slot)) {
        return new Ranked(parent.length() + index, slot);
      }
    }
    return null;
  }
}
