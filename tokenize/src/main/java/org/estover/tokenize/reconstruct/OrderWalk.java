package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.Slot;

/** A walk over positions of an order that reads the shards from front to back. */
final class OrderWalk {
  /** Positions that are sorted at once; the memory of a walk. */
  static final int GROUP_POSITIONS = 1 << 16;

  private OrderWalk() {}

  /** Receives positions. */
  interface Sink {
    void position(long position, Slot slot) throws IOException;
  }

  private record Place(long position, Slot slot) {}

  /** Delivers positions [from, to), each group of them by source and place in it. */
  static void inPlaceOrder(PackedOrder order, long from, long to, Sink sink) throws IOException {
    Comparator<Place> byPlace =
        Comparator.comparingInt((Place place) -> place.slot().sourceIndex())
            .thenComparingLong(place -> place.slot().tokenStart());
    for (long first = from; first < to; first += GROUP_POSITIONS) {
      Place[] group = new Place[(int) Math.min(GROUP_POSITIONS, to - first)];
      for (int i = 0; i < group.length; i++) {
        group[i] = new Place(first + i, order.slot(first + i));
      }
      Arrays.sort(group, byPlace);
      for (Place place : group) {
        sink.position(place.position(), place.slot());
      }
    }
  }
}
