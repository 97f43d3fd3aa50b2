package org.estover.tokenize.order;

/**
 * How a training step is spread over time and machines: the step's sequences are {@code
 * accumulation} rounds, one after the other, of {@code world} ranks with {@code microBatch}
 * sequences each.
 *
 * <p>Which sequences a step has depends on their number only; how it is made up decides who sees
 * which of them. Both peers, and our own order, use this layout.
 *
 * @param microBatch sequences that a rank takes at once
 * @param accumulation rounds whose gradients are summed up
 * @param world ranks that read different data
 */
public record BatchShape(int microBatch, int accumulation, int world) {
  /** Checks that there is something of each. */
  public BatchShape {
    if (microBatch <= 0 || accumulation <= 0 || world <= 0) {
      throw new IllegalArgumentException(
          "batch of " + microBatch + " x " + accumulation + " rounds x " + world + " ranks");
    }
    Math.multiplyExact(Math.multiplyExact(microBatch, accumulation), world);
  }

  /** The step without its make-up. */
  public BatchPlan plan() {
    return new BatchPlan(microBatch * accumulation * world);
  }

  /** The first of the {@code microBatch} positions that a rank reads in a round of a step. */
  public long firstPosition(long step, int round, int rank) {
    if (step < 0 || round < 0 || round >= accumulation || rank < 0 || rank >= world) {
      throw new IndexOutOfBoundsException(
          "step " + step + ", round " + round + ", rank " + rank + " of " + this);
    }
    long micro = Math.addExact(Math.multiplyExact(step, accumulation), round);
    return Math.multiplyExact(Math.addExact(Math.multiplyExact(micro, world), rank), microBatch);
  }
}
