package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Occurrence;
import org.jspecify.annotations.Nullable;

/**
 * How often a training run read a document.
 *
 * @param trainingRun the training run
 * @param release the release that it read
 * @param order the derived order in which it read it; absent for the release's own
 * @param steps how many of its steps read a part of it
 * @param tokens tokens of it that were read as inputs, each time counted
 * @param firstStep the first step that read it; absent where none did
 * @param lastStep the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExposureJson(
    String trainingRun,
    String release,
    @Nullable String order,
    long steps,
    long tokens,
    @Nullable Long firstStep,
    @Nullable Long lastStep) {

  /**
   * What a training run read.
   *
   * @param places all at which its order reads the document, by position, whoever reads that far
   */
  static ExposureJson of(TrainingRun run, List<Occurrence> places) {
    long trained = Math.multiplyExact(run.steps(), (long) run.sequencesPerStep());
    long steps = 0;
    long tokens = 0;
    long first = -1;
    long last = -1;
    for (Occurrence place : places) {
      if (place.position() >= trained) {
        break;
      }
      long step = place.position() / run.sequencesPerStep();
      tokens += place.inputs();
      steps += step == last ? 0 : 1;
      first = first < 0 ? step : first;
      last = step;
    }
    return new ExposureJson(
        run.id(),
        run.releaseId(),
        run.orderId().isEmpty() ? null : run.orderId(),
        steps,
        tokens,
        first < 0 ? null : first,
        last < 0 ? null : last);
  }
}
