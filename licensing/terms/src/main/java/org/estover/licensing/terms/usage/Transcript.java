package org.estover.licensing.terms.usage;

import java.nio.charset.StandardCharsets;

/**
 * What a developer signs about a training run: which data it read in which order, and, where the
 * trainer logged a chain of its batches, the chain's last value.
 *
 * @param run the training run
 * @param chain the value of the chain after the last step in hex, or empty where none was logged
 */
public record Transcript(TrainingRun run, String chain) {

  /** The bytes that are signed: seven lines of ASCII. */
  public byte[] signed() {
    return String.join(
            "\n",
            "estover.transcript.v1",
            "training-run " + run.id(),
            "data " + run.dataId(),
            "steps " + run.steps(),
            "sequences-per-step " + run.sequencesPerStep(),
            "foreign-tokens " + run.foreignTokens(),
            "chain " + (chain.isEmpty() ? "none" : chain),
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
