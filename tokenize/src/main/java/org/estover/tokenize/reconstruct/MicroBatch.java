package org.estover.tokenize.reconstruct;

import java.util.ArrayList;
import java.util.List;
import org.estover.tokenize.order.BatchPlan;

/**
 * Which part of a step one rank reads: in one of its micro-steps, or in all of them.
 *
 * <p>As Megatron's and GPT-NeoX's samplers divide it: with a world of W ranks, G micro-steps and M
 * sequences per rank and micro-step, row j of rank r in micro-step g is sequence {@code (g*W + r)*M
 * + j} of the step. Which sequences a step reads does not depend on W and G.
 *
 * @param rank from 0
 * @param microStep from 0, or {@link #EVERY}
 */
public record MicroBatch(int rank, int world, int microStep, int microSteps) {
  /** All micro-steps of the rank, one after the other. */
  public static final int EVERY = -1;

  /** The whole step. */
  public static final MicroBatch WHOLE = new MicroBatch(0, 1, EVERY, 1);

  /** Checks that rank and micro-step are among those there are. */
  public MicroBatch {
    if (world <= 0 || rank < 0 || rank >= world) {
      throw new IllegalArgumentException(
          "rank " + rank + " of " + world + ": ranks are counted from 0 to the world less one");
    }
    if (microSteps <= 0 || microStep < EVERY || microStep >= microSteps) {
      throw new IllegalArgumentException(
          "micro-step "
              + microStep
              + " of "
              + microSteps
              + ": micro-steps are counted from 0 to the accumulation less one");
    }
  }

  /** Consecutive positions of an order, the last one not included. */
  public record Range(long from, long to) {}

  /**
   * The positions that this part of a step consumes, in the order in which they are read.
   *
   * @throws IllegalArgumentException if the step cannot be divided evenly
   */
  public List<Range> positions(BatchPlan plan, long step) {
    long rows = rows(plan);
    long first = plan.firstPosition(step);
    List<Range> ranges = new ArrayList<>();
    for (int g = 0; g < microSteps; g++) {
      if (microStep == EVERY || microStep == g) {
        long from = first + ((long) g * world + rank) * rows;
        long to = from + rows;
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).to() == from) {
          ranges.set(last, new Range(ranges.get(last).from(), to));
        } else {
          ranges.add(new Range(from, to));
        }
      }
    }
    return List.copyOf(ranges);
  }

  /**
   * How many sequences this part of a step has.
   *
   * @throws IllegalArgumentException if the step cannot be divided evenly
   */
  public long sequences(BatchPlan plan) {
    return rows(plan) * (microStep == EVERY ? microSteps : 1);
  }

  /** The sequences of a rank in a micro-step. */
  private long rows(BatchPlan plan) {
    long parts = (long) world * microSteps;
    if (plan.sequencesPerStep() % parts != 0) {
      throw new IllegalArgumentException(
          plan.sequencesPerStep()
              + " sequences per step cannot be divided over "
              + world
              + " ranks and "
              + microSteps
              + " micro-steps; their product has to divide the batch");
    }
    return plan.sequencesPerStep() / parts;
  }
}
