package org.estover.jobs.cli;

import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.MicroBatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which step of a training run is meant, and which part of it. */
final class StepOptions {
  @Option(names = "--step", required = true, paramLabel = "N", description = "Step, from 0.")
  private long step;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Sequences per step over all ranks (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = "Only what this rank reads, from 0 (default: all ranks).")
  private @Nullable Integer rank;

  @Option(
      names = "--world",
      paramLabel = "W",
      defaultValue = "1",
      description = "Number of ranks (default: ${DEFAULT-VALUE}).")
  private int world;

  @Option(
      names = "--micro-step",
      paramLabel = "G",
      description = "Only what is read in this micro-step, from 0 (default: in all).")
  private @Nullable Integer microStep;

  @Option(
      names = "--accumulation",
      paramLabel = "A",
      defaultValue = "1",
      description = "Micro-steps per step (default: ${DEFAULT-VALUE}).")
  private int accumulation;

  long step() {
    return step;
  }

  BatchPlan plan() throws UsageException {
    if (batch <= 0) {
      throw Errors.noBatch(batch);
    }
    return new BatchPlan(batch);
  }

  /** The part of the step that is meant. */
  MicroBatch part() throws UsageException {
    int wanted = rank == null ? 0 : rank;
    if (world <= 0 || wanted < 0 || wanted >= world) {
      throw Errors.noRank(wanted, world);
    }
    int micro = microStep == null ? MicroBatch.EVERY : microStep;
    if (accumulation <= 0 || (microStep != null && micro < 0) || micro >= accumulation) {
      throw Errors.noMicroStep(micro, accumulation);
    }
    long parts = (long) world * accumulation;
    if (batch <= 0 || batch % parts != 0) {
      throw Errors.noEvenBatch(batch, world, accumulation);
    }
    // All ranks of a micro-step are one rank that reads all of it.
    return new MicroBatch(wanted, rank == null ? 1 : world, micro, accumulation);
  }

  /** How many sequences the part has. */
  long sequences() throws UsageException {
    return part().positions(plan(), 0).stream().mapToLong(r -> r.to() - r.from()).sum();
  }
}
