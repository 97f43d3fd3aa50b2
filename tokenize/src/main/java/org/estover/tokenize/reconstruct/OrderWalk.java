package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.LongStream;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.order.Slot;

/** A walk over positions of an order that reads the shards from front to back. */
final class OrderWalk {
  /** Positions that are sorted at once; the memory of a walk. */
  static final int GROUP_POSITIONS = 1 << 16;

  private OrderWalk() {}

  /** Receives positions. */
  interface Sink {
    /** Takes the next position, with what stands there. */
    void position(long position, Slot slot) throws IOException;
  }

  private record Place(long position, Slot slot) {}

  /** Delivers positions [from, to), each group of them by source and place in it. */
  static void inPlaceOrder(SequenceOrder order, long from, long to, Sink sink) throws IOException {
    for (long first = from; first < to; first += GROUP_POSITIONS) {
      long end = Math.min(to, first + GROUP_POSITIONS);
      inPlaceOrder(order, LongStream.range(first, end).toArray(), sink);
    }
  }

  /** Delivers some positions by source and place in it, all of them as one group. */
  static void inPlaceOrder(SequenceOrder order, long[] positions, Sink sink) throws IOException {
    Place[] places = new Place[positions.length];
    Arrays.setAll(places, i -> new Place(positions[i], order.slot(positions[i])));
    Arrays.sort(
        places,
        Comparator.comparingInt((Place place) -> place.slot().sourceIndex())
            .thenComparingLong(place -> place.slot().tokenStart()));
    for (Place place : places) {
      sink.position(place.position(), place.slot());
    }
  }
}
