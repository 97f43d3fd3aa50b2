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

  static ExposureJson of(TrainingRun run, List<Occurrence> read) {
    boolean none = read.isEmpty();
    return new ExposureJson(
        run.id(),
        run.releaseId(),
        run.orderId().isEmpty() ? null : run.orderId(),
        read.stream().mapToLong(Occurrence::step).distinct().count(),
        read.stream().mapToLong(Occurrence::inputs).sum(),
        none ? null : read.get(0).step(),
        none ? null : read.get(read.size() - 1).step());
  }
}
