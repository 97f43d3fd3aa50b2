package org.estover.jobs.cli;

import org.estover.tokenize.order.BatchPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many sequences a training step reads. */
final class BatchOption {
  /** The sequences per step where a person names none. */
  static final int USUAL = 32;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Sequences per step over all ranks (default: " + USUAL + ").")
  private @Nullable Integer batch;

  BatchPlan plan() throws UsageException {
    int sequences = batch == null ? USUAL : batch;
    if (sequences <= 0) {
      throw Errors.tooSmall("--batch", sequences, 1);
    }
    return new BatchPlan(sequences);
  }

  /** Whether the command line says it. */
  boolean isNamed() {
    return batch != null;
  }
}
