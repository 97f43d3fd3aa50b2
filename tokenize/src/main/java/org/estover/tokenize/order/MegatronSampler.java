package org.estover.tokenize.order;

import java.util.stream.LongStream;

/**
 * Megatron's sequential sampler ({@code --dataloader-type single}): consecutive indices from those
 * that were consumed on. Its other one, {@code cyclic}, draws from torch's own generator and is not
 * covered.
 *
 * @param total indices that there are
 * @param consumed those of earlier training; any number, not only whole batches
 * @param microBatch indices that a rank takes at once
 * @param world ranks
 * @param dropLast whether a batch that is not full is left out, as is usual
 */
public record MegatronSampler(
    long total, long consumed, int microBatch, int world, boolean dropLast) {
  /** Checks the numbers. */
  public MegatronSampler {
    if (consumed < 0 || consumed >= total || microBatch <= 0 || world <= 0) {
      throw new IllegalArgumentException(
          total + " indices, " + consumed + " consumed, " + microBatch + " x " + world + " ranks");
    }
  }

  /** The number of batches. */
  public long batches() {
    long left = total - consumed;
    return left / batch() + (!dropLast && left % batch() != 0 ? 1 : 0);
  }

  /** The indices that a rank gets in a batch, both counted from 0; the last may have fewer. */
  public long[] indices(long number, int rank) {
    if (number < 0 || number >= batches() || rank < 0 || rank >= world) {
      throw new IndexOutOfBoundsException("batch " + number + ", rank " + rank + " of " + this);
    }
    long first = consumed + number * batch() + (long) rank * microBatch;
    return LongStream.range(Math.min(first, total), Math.min(first + microBatch, total)).toArray();
  }

  private long batch() {
    return (long) microBatch * world;
  }
}
