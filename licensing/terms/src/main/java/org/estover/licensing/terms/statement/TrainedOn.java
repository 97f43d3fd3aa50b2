package org.estover.licensing.terms.statement;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * A training run whose usage a statement counts.
 *
 * @param trainingRunId id of the training run
 * @param name what the developer calls it
 * @param releaseId the release it read
 * @param steps how many steps it took
 * @param sequencesPerStep how many sequences a step read
 * @param tokens the tokens it read
 */
public record TrainedOn(
    String trainingRunId,
    String name,
    String releaseId,
    long steps,
    long sequencesPerStep,
    long tokens) {

  static TrainedOn of(TrainingRun run) {
    return new TrainedOn(
        run.id(),
        run.name(),
        run.releaseId(),
        run.steps(),
        run.sequencesPerStep(),
        run.usage().tokens());
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "id",
            trainingRunId,
            "name",
            name,
            "release",
            releaseId,
            "steps",
            Long.toString(steps),
            "sequencesPerStep",
            Long.toString(sequencesPerStep),
            "tokens",
            Long.toString(tokens)));
  }

  static TrainedOn fromJson(JsonObject json) {
    return new TrainedOn(
        json.text("id"),
        json.text("name"),
        json.text("release"),
        json.decimal("steps"),
        json.decimal("sequencesPerStep"),
        json.decimal("tokens"));
  }
}
