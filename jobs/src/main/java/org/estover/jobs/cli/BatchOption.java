package org.estover.jobs.cli;

import org.estover.tokenize.order.BatchPlan;
import picocli.CommandLine.Option;

/** How many sequences a training step reads. */
final class BatchOption {
  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Sequences per step over all ranks (default: ${DEFAULT-VALUE}).")
  private int batch;

  BatchPlan plan() throws UsageException {
    if (batch <= 0) {
      throw Errors.tooSmall("--batch", batch, 1);
    }
    return new BatchPlan(batch);
  }
}
