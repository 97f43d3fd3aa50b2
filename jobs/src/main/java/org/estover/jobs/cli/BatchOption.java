package org.estover.jobs.cli;

import org.estover.tokenize.order.BatchPlan;
import picocli.CommandLine.Option;

/** How many sequences a training step reads. */
final class BatchOption {
  /** The sequences per step where a person names none. */
  static final int USUAL = 32;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "" + USUAL,
      description = "Sequences per step over all ranks (default: ${DEFAULT-VALUE}).")
  private int batch;

  BatchPlan plan() throws UsageException {
    if (batch <= 0) {
      throw Errors.tooSmall("--batch", batch, 1);
    }
    return new BatchPlan(batch);
  }
}
