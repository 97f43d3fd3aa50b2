package org.estover.tokenize.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * FORMAT.md's derived order word by word: the whole reserve is listed, and lines are crossed out.
 */
final class SlowDerivedOrder {
  private SlowDerivedOrder() {}

  /** What stands at each position; empty where a reserve ends before the holes do. */
  static Optional<List<Slot>> without(
      PackedOrder parent, long length, List<RemovedTokens> removed) {
    List<Slot> reserve = new ArrayList<>();
    for (Slot slot : wholeReserve(parent, length)) {
      if (!reads(parent, slot, removed)) {
        reserve.add(slot);
      }
    }
    List<Slot> order = new ArrayList<>();
    for (long position = 0; position < length; position++) {
      Slot before = parent.slot(position);
      if (!reads(parent, before, removed)) {
        order.add(before);
        continue;
      }
      boolean dropped = isDropped(parent, before.sourceIndex(), removed);
      int at = 0;
      while (at < reserve.size()
          && !dropped
          && reserve.get(at).sourceIndex() != before.sourceIndex()) {
        at++;
      }
      if (at == reserve.size()) {
        return Optional.empty();
      }
      order.add(reserve.remove(at));
    }
    return Optional.of(order);
  }

  /** By rank: positions, then what stands nowhere by its place in keyed order and by source. */
  private static List<Slot> wholeReserve(PackedOrder parent, long length) {
    List<Slot> reserve = new ArrayList<>();
    LongStream.range(length, parent.length()).forEach(p -> reserve.add(parent.slot(p)));
    int sources = parent.sources().size();
    long most = 0;
    for (int source = 0; source < sources; source++) {
      most = Math.max(most, parent.unusedCount(source));
    }
    for (long place = 0; place < most; place++) {
      for (int source = 0; source < sources; source++) {
        if (place < parent.unusedCount(source)) {
          long sequence = parent.unused(source, place);
          String name = parent.sources().get(source).name();
          reserve.add(new Slot(source, name, 0, sequence, sequence * parent.sequenceTokens()));
        }
      }
    }
    return reserve;
  }

  private static boolean isDropped(PackedOrder parent, int source, List<RemovedTokens> removed) {
    for (long i = 0; i < parent.sequenceCount(source); i++) {
      if (!reads(parent, new Slot(source, "", 0, i, i * parent.sequenceTokens()), removed)) {
        return false;
      }
    }
    return true;
  }

  private static boolean reads(PackedOrder parent, Slot slot, List<RemovedTokens> removed) {
    for (RemovedTokens tokens : removed) {
      for (long t = slot.tokenStart(); t <= slot.tokenStart() + parent.sequenceTokens(); t++) {
        if (tokens.sourceIndex() == slot.sourceIndex() && tokens.from() <= t && t < tokens.end()) {
          return true;
        }
      }
    }
    return false;
  }
}
