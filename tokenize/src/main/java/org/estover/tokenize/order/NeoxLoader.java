package org.estover.tokenize.order;

/**
 * GPT-NeoX's training loader: which indices of its data set a rank reads in which iteration, also
 * after a restart.
 *
 * <p>Quirks: the start is a number of micro-batches modulo the loader's length. At the end of the
 * data v1.0 stops; the newest code repeats what it has handed out since it was started, so that
 * after a restart the second pass begins <em>where the restart was</em>, not at index 0.
 *
 * @param shape micro-batch, rounds and ranks
 * @param length what the data set's {@code len()} says
 */
public record NeoxLoader(BatchShape shape, long length) {
  /** Checks the length. */
  public NeoxLoader {
    if (length < 0) {
      throw new IllegalArgumentException("a data set of " + length + " samples");
    }
  }

  /** The samples that train, valid or test are asked for: batches of whole steps. */
  public static long samples(
      Split part, BatchShape shape, long trainIterations, long evalInterval, long evalIterations) {
    long steps =
        switch (part) {
          case TRAIN -> trainIterations;
          case VALID -> Math.multiplyExact(trainIterations / evalInterval + 1, evalIterations);
          case TEST -> evalIterations;
        };
    return Math.multiplyExact(steps, shape.plan().sequencesPerStep());
  }

  /** Micro-batches of one pass, which is what the loader's {@code len()} says. */
  public long microBatches() {
    return length / ((long) shape.microBatch() * shape.world());
  }

  /** The micro-batch with which training begins that goes on at an iteration. */
  public long start(long iteration) throws OrderException {
    return Math.multiplyExact(iteration, shape.accumulation()) % checkedMicroBatches();
  }

  /** The micro-batch with which validation begins where training goes on at an iteration. */
  public long validStart(long iteration, long evalInterval, long evalIterations)
      throws OrderException {
    long evaluations = Math.multiplyExact(iteration, shape.accumulation()) / evalInterval;
    return Math.multiplyExact(evaluations, evalIterations) % checkedMicroBatches();
  }

  /**
   * The first of the {@code microBatch} consecutive indices that a rank reads in a round of an
   * iteration.
   *
   * @param started the iteration at which this process began; 0 for one that was never restarted
   * @throws OrderException where the data end and v1.0 stops
   */
  public long firstIndex(
      NeoxSettings.Version version, long started, long iteration, int round, int rank)
      throws OrderException {
    if (started < 0 || started > iteration) {
      throw new IllegalArgumentException("iteration " + iteration + " of one begun at " + started);
    }
    long all = checkedMicroBatches();
    long start = start(started);
    // firstPosition checks round and rank.
    long since = shape.firstPosition(iteration - started, round, rank) / shape.microBatch();
    long number = since / shape.world();
    if (number >= all - start && version == NeoxSettings.Version.V1_0) {
      throw Errors.stepOutside(iteration, started + (all - start) / shape.accumulation());
    }
    long micro = start + number % (all - start);
    return (micro * shape.world() + rank) * shape.microBatch();
  }

  private long checkedMicroBatches() throws OrderException {
    long all = microBatches();
    if (all == 0) {
      throw Errors.tooFewSamples(length, (long) shape.microBatch() * shape.world());
    }
    return all;
  }
}
