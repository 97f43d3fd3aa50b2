package org.estover.tokenize.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The sequences that read removed tokens: per source, disjoint ascending runs of their numbers. */
final class RemovedSequences {
  private final PackedOrder order;
  private final List<long[]> firsts = new ArrayList<>();
  private final List<long[]> ends = new ArrayList<>();

  private RemovedSequences(PackedOrder order) {
    this.order = order;
  }

  static RemovedSequences of(PackedOrder order, List<RemovedTokens> removed) {
    RemovedSequences sequences = new RemovedSequences(order);
    for (int source = 0; source < order.sources().size(); source++) {
      sequences.addSource(source, removed);
    }
    return sequences;
  }

  private void addSource(int source, List<RemovedTokens> removed) {
    // Sequence i reads the tokens [iL, iL+L], both ends included.
    long length = order.sequenceTokens();
    long count = order.sequenceCount(source);
    long[][] runs =
        removed.stream()
            .filter(tokens -> tokens.sourceIndex() == source && tokens.end() > tokens.from())
            .map(
                tokens ->
                    new long[] {
                      Math.max(0, (tokens.from() + length - 1) / length - 1),
                      Math.min(count, (tokens.end() - 1) / length + 1)
                    })
            .filter(run -> run[0] < run[1])
            .sorted((run, other) -> Long.compare(run[0], other[0]))
            .toArray(long[][]::new);
    long[] first = new long[runs.length];
    long[] end = new long[runs.length];
    int merged = 0;
    for (long[] run : runs) {
      if (merged > 0 && run[0] <= end[merged - 1]) {
        end[merged - 1] = Math.max(end[merged - 1], run[1]);
      } else {
        first[merged] = run[0];
        end[merged++] = run[1];
      }
    }
    firsts.add(Arrays.copyOf(first, merged));
    ends.add(Arrays.copyOf(end, merged));
  }

  /** Whether the sequence of a slot reads removed tokens. */
  boolean has(Slot slot) {
    int run = Arrays.binarySearch(firsts.get(slot.sourceIndex()), slot.sequence());
    int at = run >= 0 ? run : -run - 2;
    return at >= 0 && slot.sequence() < ends.get(slot.sourceIndex())[at];
  }

  /** Whether a source has sequences, and each of them reads removed tokens. */
  boolean hasAll(int source) {
    long[] first = firsts.get(source);
    return first.length == 1 && first[0] == 0 && ends.get(source)[0] == order.sequenceCount(source);
  }

  /** All positions below {@code length} at which such a sequence stands, ascending. */
  long[] positions(long length) {
    return IntStream.range(0, firsts.size())
        .boxed()
        .flatMapToLong(this::positions)
        .filter(position -> position < length)
        .sorted()
        .toArray();
  }

  private LongStream positions(int source) {
    long[] first = firsts.get(source);
    long[] end = ends.get(source);
    return IntStream.range(0, first.length)
        .boxed()
        .flatMapToLong(run -> LongStream.range(first[run], end[run]))
        .flatMap(sequence -> Arrays.stream(order.positions(source, sequence)));
  }
}
