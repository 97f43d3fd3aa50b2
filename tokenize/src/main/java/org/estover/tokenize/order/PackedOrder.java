package org.estover.tokenize.order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The default order: packed sequences of weighted sources under one keyed permutation.
 *
 * <p>Sources stand in the order of their names' UTF-8 bytes. Sequence i of a source of T tokens is
 * tokens [iL, iL+L], L inputs and one more as the last target, so neighbours share a token; a
 * source has n = (T-1)/L of them, its tail is dropped and counted. A source of weight w fills
 * floor(w*n) slots: whole copies first, then a part of a copy, picked by a permutation labelled
 * with the source's name. One permutation over all slots maps positions to slots.
 *
 * <p>Both directions take O(1) time per answer; memory is O(sources). Immutable and thread-safe.
 */
public final class PackedOrder implements SequenceOrder {
  /** The name under which a release's manifest states this order. */
  public static final String NAME = "estover.packed.v1";

  private static final String SLOTS_LABEL = "slots";
  private static final String PART_LABEL = "part:";

  private final int sequenceTokens;
  private final List<WeightedSource> sources;
  private final long[] sequences;
  private final long[] firstSlot;
  private final Permutation[] parts;
  private final Permutation slots;

  private PackedOrder(long seed, int sequenceTokens, List<WeightedSource> sources) {
    this.sequenceTokens = sequenceTokens;
    this.sources = sources;
    sequences = new long[sources.size()];
    firstSlot = new long[sources.size() + 1];
    parts = new Permutation[sources.size()];
    for (int s = 0; s < sources.size(); s++) {
      WeightedSource source = sources.get(s);
      sequences[s] = Math.max(0, source.tokens() - 1) / sequenceTokens;
      parts[s] = Permutation.V1.of(sequences[s], seed, PART_LABEL + source.name());
      firstSlot[s + 1] = Math.addExact(firstSlot[s], Quotas.share(source.weight(), sequences[s]));
    }
    slots = Permutation.V1.of(firstSlot[sources.size()], seed, SLOTS_LABEL);
  }

  /**
   * Builds the order of a release.
   *
   * @param sequenceTokens L, the inputs of a sequence
   * @throws IllegalArgumentException if L is not positive, L + 1 is no int or two sources share a
   *     name
   */
  public static PackedOrder of(long seed, int sequenceTokens, List<WeightedSource> sources) {
    if (sequenceTokens <= 0 || sequenceTokens == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(sequenceTokens + " tokens per sequence");
    }
    List<WeightedSource> sorted = new ArrayList<>(sources);
    sorted.sort(Comparator.comparing(WeightedSource::name, PackedOrder::compareNames));
    Set<String> names = new HashSet<>();
    for (WeightedSource source : sorted) {
      if (!names.add(source.name())) {
        throw new IllegalArgumentException("two sources are called " + source.name());
      }
    }
    return new PackedOrder(seed, sequenceTokens, List.copyOf(sorted));
  }

  /** Compares source names by their UTF-8 bytes, unsigned. */
  public static int compareNames(String name, String other) {
    return Arrays.compareUnsigned(
        name.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int sequenceTokens() {
    return sequenceTokens;
  }

  @Override
  public List<WeightedSource> sources() {
    return sources;
  }

  @Override
  public long length() {
    return slots.size();
  }

  @Override
  public long sequenceCount(int sourceIndex) {
    return sequences[sourceIndex];
  }

  /** The number of positions that a source fills: {@code floor(weight * sequenceCount)}. */
  public long slotCount(int sourceIndex) {
    return firstSlot[sourceIndex + 1] - firstSlot[sourceIndex];
  }

  /** The tokens at the end of a source that no sequence reads. */
  public long tailTokens(int sourceIndex) {
    long tokens = sources.get(sourceIndex).tokens();
    long count = sequences[sourceIndex];
    return count == 0 ? tokens : tokens - (count * sequenceTokens + 1);
  }

  @Override
  public int sourceIndex(String name) {
    for (int s = 0; s < sources.size(); s++) {
      if (sources.get(s).name().equals(name)) {
        return s;
      }
    }
    return -1;
  }

  @Override
  public Slot slot(long position) {
    long slot = slots.apply(position);
    int s = sourceOf(slot);
    long local = slot - firstSlot[s];
    long copy = local / sequences[s];
    long sequence = local % sequences[s];
    if (copy == slotCount(s) / sequences[s]) {
      sequence = parts[s].apply(sequence);
    }
    return slotOf(s, copy, sequence);
  }

  /** A sequence as what stands at a position. */
  Slot slotOf(int sourceIndex, long copy, long sequence) {
    return new Slot(
        sourceIndex, sources.get(sourceIndex).name(), copy, sequence, sequence * sequenceTokens);
  }

  /**
   * Finds all positions at which a sequence stands, ascending: one per copy, so their number is the
   * weight rounded down or up.
   *
   * @throws IndexOutOfBoundsException if there is no such source or sequence
   */
  @Override
  public long[] positions(int sourceIndex, long sequence) {
    long count = sequences[sourceIndex];
    if (sequence < 0 || sequence >= count) {
      throw new IndexOutOfBoundsException("sequence " + sequence + " of " + count);
    }
    long wholeCopies = slotCount(sourceIndex) / count;
    long inPart = parts[sourceIndex].invert(sequence);
    boolean picked = inPart < slotCount(sourceIndex) % count;
    long[] positions = new long[Math.toIntExact(wholeCopies + (picked ? 1 : 0))];
    for (int copy = 0; copy < positions.length; copy++) {
      long local = copy * count + (copy == wholeCopies ? inPart : sequence);
      positions[copy] = slots.invert(firstSlot[sourceIndex] + local);
    }
    Arrays.sort(positions);
    return positions;
  }

  /** Where a source's slot, {@code 0 <= index < slotCount}, stands; in no order. */
  long positionOfSlot(int sourceIndex, long index) {
    Objects.checkIndex(index, slotCount(sourceIndex));
    return slots.invert(firstSlot[sourceIndex] + index);
  }

  /** The sequences of a source that stand nowhere: some only where its weight is below 1. */
  long unusedCount(int sourceIndex) {
    return Math.max(0, sequences[sourceIndex] - slotCount(sourceIndex));
  }

  /** One of the sequences that stand nowhere, {@code 0 <= index < unusedCount}, in keyed order. */
  long unused(int sourceIndex, long index) {
    Objects.checkIndex(index, unusedCount(sourceIndex));
    return parts[sourceIndex].apply(slotCount(sourceIndex) + index);
  }

  /** The index by which {@link #unused} gives a sequence; negative if it stands somewhere. */
  long unusedIndex(int sourceIndex, long sequence) {
    return unusedCount(sourceIndex) == 0
        ? -1
        : parts[sourceIndex].invert(sequence) - slotCount(sourceIndex);
  }

  private int sourceOf(long slot) {
    int low = 0;
    int high = sources.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstSlot[middle] <= slot) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
