package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.SourceShare;

/**
 * Counts the inputs that positions of an order read, by source, license and holder, looking at each
 * position.
 *
 * <p>Memory: a group of {@link OrderWalk}, and one counter per (source, license, holder).
 */
final class UsageCount {
  private final SequenceOrder order;
  private final List<SourceStream> streams;
  private final Map<SourceShare, long[]> counts = new TreeMap<>();

  UsageCount(SequenceOrder order, List<SourceStream> streams) {
    this.order = order;
    this.streams = streams;
  }

  void add(long fromPosition, long toPosition) throws IOException {
    OrderWalk.inPlaceOrder(order, fromPosition, toPosition, (position, slot) -> add(slot, 1));
  }

  /** Adds what one slot reads, and takes back what another does, which was added before. */
  void replace(Slot before, Slot after) throws IOException {
    add(before, -1);
    add(after, 1);
  }

  /** Adds tokens that were counted elsewhere to those of a share. */
  void add(SourceShare share, long tokens) {
    counts.computeIfAbsent(share, key -> new long[1])[0] += tokens;
  }

  private void add(Slot slot, int sign) throws IOException {
    streams
        .get(slot.sourceIndex())
        .parts(
            slot.tokenStart(),
            order.sequenceTokens(),
            (table, row, place, at, tokens) ->
                add(SourceShare.uncounted(table.share(place.share())), (long) sign * tokens));
  }

  /** All that was added. */
  long total() {
    return counts.values().stream().mapToLong(count -> count[0]).sum();
  }

  List<SourceShare> shares() {
    return counts.entrySet().stream()
        .filter(count -> count.getValue()[0] != 0)
        .map(count -> count.getKey().with(count.getValue()[0]))
        .toList();
  }
}
