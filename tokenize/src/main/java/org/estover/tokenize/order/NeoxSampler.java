package org.estover.tokenize.order;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * GPT-NeoX's DistributedBatchSampler over consecutive indices, in its first pass.
 *
 * <p>Quirks: where the world does not divide a batch, ranks get parts of different sizes. Dropping
 * nothing, the last batch is cut as if it were whole, so that the last ranks get less, or nothing;
 * it comes even if {@code start} lies behind it. ({@code wrap_last} changes later passes only, and
 * GPT-NeoX never sets it.)
 *
 * @param total indices that there are
 * @param batch indices of all ranks together
 * @param world ranks
 * @param dropLast whether a batch that is not full is left out
 * @param interleaved whether a rank takes every {@code world}th index instead of neighbours
 * @param start batches passed over at the beginning
 */
public record NeoxSampler(
    long total, int batch, int world, boolean dropLast, boolean interleaved, long start) {
  /** Checks the numbers. */
  public NeoxSampler {
    if (total < 0 || batch <= 0 || world <= 0 || start < 0) {
      throw new IllegalArgumentException(
          total + " indices, batches of " + batch + ", " + world + " ranks, from " + start);
    }
  }

  /** The number of batches. */
  public long batches() {
    return Math.max(0, total / batch - start) + (!dropLast && total % batch != 0 ? 1 : 0);
  }

  /** The indices that a rank gets in a batch, both counted from 0. */
  public long[] indices(long number, int rank) {
    if (number < 0 || number >= batches() || rank < 0 || rank >= world) {
      throw new IndexOutOfBoundsException("batch " + number + ", rank " + rank + " of " + this);
    }
    long whole = total / batch;
    long first = Math.min(start + number, whole) * batch;
    long[] all = LongStream.range(first, Math.min(first + batch, total)).toArray();
    if (interleaved) {
      return LongStream.iterate(rank, i -> i < all.length, i -> i + world)
          .map(i -> all[(int) i])
          .toArray();
    }
    int from = (int) ((long) rank * batch / world);
    int to = (int) ((rank + 1L) * batch / world);
    return Arrays.copyOfRange(all, Math.min(from, all.length), Math.min(to, all.length));
  }
}
