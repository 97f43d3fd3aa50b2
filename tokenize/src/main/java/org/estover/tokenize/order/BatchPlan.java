package org.estover.tokenize.order;

/** How many consecutive positions of an order one training step consumes, over all ranks. */
public record BatchPlan(int sequencesPerStep) {
  /** Checks that a step consumes something. */
  public BatchPlan {
    if (sequencesPerStep <= 0) {
      throw new IllegalArgumentException(sequencesPerStep + " sequences per step");
    }
  }

  /** The first position of a step, both counted from 0. */
  public long firstPosition(long step) {
    if (step < 0) {
      throw new IndexOutOfBoundsException("step " + step);
    }
    return Math.multiplyExact(step, (long) sequencesPerStep);
  }

  /** The position behind the last one of a step. */
  public long endPosition(long step) {
    return Math.addExact(firstPosition(step), (long) sequencesPerStep);
  }

  /** The step that consumes a position. */
  public long stepOf(long position) {
    if (position < 0) {
      throw new IndexOutOfBoundsException("position " + position);
    }
    return position / sequencesPerStep;
  }

  /** The number of whole steps that an order of a length feeds; what is left feeds none. */
  public long steps(long positions) {
    return positions / sequencesPerStep;
  }
}
