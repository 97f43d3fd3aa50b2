package org.estover.licensing.portal.lookup;

import java.util.List;

/**
 * When a training run read a document.
 *
 * @param runId of the training run
 * @param times how many sequences of it hold some of the document
 * @param inputs how many tokens of it were inputs, over all of them
 * @param steps the first steps that read it, ascending, each once
 * @param lastStep the last one
 */
record Exposure(String runId, long times, long inputs, List<Long> steps, long lastStep) {
  /** Copies the steps. */
  Exposure {
    steps = List.copyOf(steps);
  }
}
