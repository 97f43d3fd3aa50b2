package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.DocumentShare;
import org.estover.tokenize.release.SourceShare;

/**
 * Counts the inputs that positions of an order read, by source, license and holder.
 *
 * <p>Positions are taken in groups and sorted by their place in the sources, so that tables are
 * read from front to back. Memory: one group, and one counter per (license, holder).
 */
final class UsageCount {
  private static final int GROUP_POSITIONS = 1 << 16;

  private final PackedOrder order;
  private final List<SourceStream> streams;
  private final Map<SourceShare, long[]> counts = new TreeMap<>();

  UsageCount(PackedOrder order, List<SourceStream> streams) {
    this.order = order;
    this.streams = streams;
  }

  void add(long fromPosition, long toPosition) throws IOException {
    for (long p = fromPosition; p < toPosition; p += GROUP_POSITIONS) {
      Slot[] slots = new Slot[(int) Math.min(GROUP_POSITIONS, toPosition - p)];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = order.slot(p + i);
      }
      Arrays.sort(
          slots, Comparator.comparingInt(Slot::sourceIndex).thenComparingLong(Slot::tokenStart));
      for (Slot slot : slots) {
        add(slot);
      }
    }
  }

  private void add(Slot slot) throws IOException {
    streams
        .get(slot.sourceIndex())
        .parts(
            slot.tokenStart(),
            order.sequenceTokens(),
            (table, row, place, at, tokens) -> {
              DocumentShare share = table.share(place.share());
              counts
                      .computeIfAbsent(
                          new SourceShare(share.source(), share.license(), share.holder(), 0),
                          key -> new long[1])[0] +=
                  tokens;
            });
  }

  List<SourceShare> shares() {
    return counts.entrySet().stream()
        .map(
            count ->
                new SourceShare(
                    count.getKey().source(),
                    count.getKey().license(),
                    count.getKey().holder(),
                    count.getValue()[0]))
        .toList();
  }
}
