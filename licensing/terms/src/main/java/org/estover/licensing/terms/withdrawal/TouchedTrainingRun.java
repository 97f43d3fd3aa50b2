package org.estover.licensing.terms.withdrawal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * A training run that read a withdrawn document.
 *
 * @param trainingRunId id of the training run
 * @param name what the developer calls it
 * @param developerId who trains
 * @param sequences how many of its sequences hold withdrawn tokens
 * @param steps how many of its steps read one
 * @param firstStep the first step that read one; model checkpoints of earlier steps are clean
 * @param lastStep the last step that read one
 * @param tokens withdrawn tokens it read as inputs, each time counted
 * @param lastClean the registered weights of it that were made last before it read one, by id;
 *     empty where none is registered
 * @param statementIds statements that counted this training run
 */
public record TouchedTrainingRun(
    String trainingRunId,
    String name,
    String developerId,
    long sequences,
    long steps,
    long firstStep,
    long lastStep,
    long tokens,
    String lastClean,
    List<String> statementIds) {

  public TouchedTrainingRun {
    statementIds = List.copyOf(statementIds);
  }

  /**
   * What of a training run the readings touch; empty where it ended before the first of them.
   *
   * @param readings readings in the order that it follows; those of one position are one sequence
   * @param weights what is registered of it
   */
  public static Optional<TouchedTrainingRun> of(
      TrainingRun run,
      String developerId,
      List<Reading> readings,
      List<ModelCheckpoint> weights,
      List<String> statementIds) {
    long end = Math.multiplyExact(run.steps(), (long) run.sequencesPerStep());
    TreeMap<Long, Long> tokensByPosition = new TreeMap<>();
    for (Reading reading : readings) {
      if (reading.position() < end) {
        tokensByPosition.merge(reading.position(), reading.tokens(), Math::addExact);
      }
    }
    if (tokensByPosition.isEmpty()) {
      return Optional.empty();
    }
    long tokens = 0;
    for (Map.Entry<Long, Long> position : tokensByPosition.entrySet()) {
      tokens = Math.addExact(tokens, position.getValue());
    }
    long firstStep = tokensByPosition.firstKey() / run.sequencesPerStep();
    return Optional.of(
        new TouchedTrainingRun(
            run.id(),
            run.name(),
            developerId,
            tokensByPosition.size(),
            tokensByPosition.keySet().stream()
                .map(position -> position / run.sequencesPerStep())
                .distinct()
                .count(),
            firstStep,
            tokensByPosition.lastKey() / run.sequencesPerStep(),
            tokens,
            // Weights after n steps saw the steps 0 to n - 1.
            weights.stream()
                .filter(each -> each.step() <= firstStep)
                .max(Comparator.comparingLong(ModelCheckpoint::step))
                .map(ModelCheckpoint::id)
                .orElse(""),
            statementIds));
  }
}
