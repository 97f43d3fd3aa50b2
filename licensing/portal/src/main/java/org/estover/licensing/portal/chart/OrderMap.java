package org.estover.licensing.portal.chart;

import java.util.ArrayList;
import java.util.List;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.WeightedSource;
import org.estover.tokenize.release.ReleaseContent;

/**
 * Which source the sequences of an order come from, over its length: the numbers of a heat map.
 *
 * @param sources names, in the order of the counts
 * @param bins parts of the order, of equal length but for rounding
 * @param every 1 where all sequences are counted, else n where every nth is
 */
public record OrderMap(List<String> sources, List<Bin> bins, long every) {
  private static final int MOST_BINS = 64;
  private static final long MOST_LOOKED_AT = 1 << 20;

  /** Copies the lists. */
  public OrderMap {
    sources = List.copyOf(sources);
    bins = List.copyOf(bins);
  }

  /**
   * A part of an order.
   *
   * @param from its first position
   * @param to the position behind its last
   * @param sequences how many of those that were counted each source has
   */
  public record Bin(long from, long to, List<Long> sequences) {
    /** Copies the counts. */
    public Bin {
      sequences = List.copyOf(sequences);
    }
  }

  /** The map of a release's own order; looks at about a million sequences at most. */
  public static OrderMap of(ReleaseContent content) {
    PackedOrder order = content.packedOrder();
    long length = order.length();
    int count = (int) Math.min(MOST_BINS, length);
    long every = Math.max(1, (length + MOST_LOOKED_AT - 1) / MOST_LOOKED_AT);
    List<Bin> bins = new ArrayList<>();
    long from = 0;
    for (int bin = 1; bin <= count; bin++) {
      long to = length / count * bin + length % count * bin / count;
      long[] sums = new long[order.sources().size()];
      for (long position = (from + every - 1) / every * every; position < to; position += every) {
        sums[order.slot(position).sourceIndex()]++;
      }
      List<Long> sequences = new ArrayList<>();
      for (long sum : sums) {
        sequences.add(sum);
      }
      bins.add(new Bin(from, to, sequences));
      from = to;
    }
    return new OrderMap(order.sources().stream().map(WeightedSource::name).toList(), bins, every);
  }
}
