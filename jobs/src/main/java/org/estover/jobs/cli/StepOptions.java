package org.estover.jobs.cli;

import java.io.IOException;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.MicroBatch;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which step of a training on which release is meant, and which part of it. */
final class StepOptions {
  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final OrderOption order = new OrderOption();

  @Parameters(paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
  private @Nullable String release;

  @Option(names = "--step", required = true, paramLabel = "N", description = "Step, from 0.")
  private long step;

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

  /** Opens the release, wherever it lies, in the order of the training. */
  Reconstruct open(Context context) throws IOException {
    return order.open(context, release, plan());
  }

  long step() {
    return step;
  }

  BatchPlan plan() throws UsageException {
    return batch.plan();
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
    int sequences = plan().sequencesPerStep();
    if (sequences % ((long) world * accumulation) != 0) {
      throw Errors.noEvenBatch(sequences, world, accumulation);
    }
    // All ranks of a micro-step are one rank that reads all of it.
    return new MicroBatch(wanted, rank == null ? 1 : world, micro, accumulation);
  }

  /** How many sequences the part has. */
  long sequences() throws UsageException {
    return part().sequences(plan());
  }
}
