package org.estover.licensing.terms.usage;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.VerificationLevel;

/**
 * Follows from what revenue was earned with back to whose data that was trained on.
 *
 * <p>Pure. Time grows with the generations of a model and the holders of their runs.
 */
public final class Lineage {

  private final Map<String, Model> models;
  private final Map<String, TrainingRun> trainingRuns;
  private final Function<String, VerificationLevel> levels;

  /**
   * The lineage of some models.
   *
   * @param models by id
   * @param trainingRuns by id
   * @param levels at which a training run is verified, by its id
   */
  public Lineage(
      Map<String, Model> models,
      Map<String, TrainingRun> trainingRuns,
      Function<String, VerificationLevel> levels) {
    this.models = models;
    this.trainingRuns = trainingRuns;
    this.levels = levels;
  }

  /** What training runs read together, token by token; the lowest of their levels counts. */
  public TrainedData ofRuns(List<TrainingRun> runs) {
    if (runs.isEmpty()) {
      return TrainedData.NONE;
    }
    SortedMap<String, BigInteger> weights = new TreeMap<>();
    BigInteger foreign = BigInteger.ZERO;
    VerificationLevel level = VerificationLevel.L2;
    for (TrainingRun run : runs) {
      run.usage().weights().forEach((name, each) -> weights.merge(name, each, BigInteger::add));
      foreign = foreign.add(BigInteger.valueOf(run.foreignTokens()));
      level = level.and(levels.apply(run.id()));
    }
    BigInteger total = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger all = total.add(foreign);
    Ratio share = all.signum() == 0 ? Ratio.ONE : new Ratio(total, all);
    return new TrainedData(weights, total, share, level, true);
  }

  /** What a model was trained on, with what it inherits, token by token. */
  public TrainedData ofModel(String modelId) {
    return ofModel(modelId, Map.of());
  }

  /**
   * What a model was trained on, with what it inherits, where training runs are credited to others
   * than by the tokens they read. The trust's share is the same; a model without a parent counts
   * tokens all the same.
   *
   * @param credited weights of rights holders in place of tokens, by training run; none where no
   *     token earns: the run's share is nobody's then
   */
  public TrainedData ofModel(String modelId, Map<String, SortedMap<String, BigInteger>> credited) {
    Deque<Model> line = line(modelId);
    Model root = line.pop();
    if (line.isEmpty()) {
      return ofRuns(run(root).map(List::of).orElse(List.of()));
    }
    Inheritance known =
        own(root, credited).orElseGet(() -> new Inheritance(new TreeMap<>(), lowest()));
    while (!line.isEmpty()) {
      Model child = line.pop();
      Inheritance parent = known;
      known =
          own(child, credited)
              .map(own -> parent.inherited(child.inherit(), own))
              .orElseGet(() -> parent.inherited(child.inherit()));
    }
    return known.trainedData();
  }

  /**
   * By how much a token of each training run counts for a model that inherits: its share of its
   * training, times the part that the model has of that.
   */
  public Map<String, Ratio> perToken(String modelId) {
    Map<String, Ratio> perToken = new LinkedHashMap<>();
    for (Model model : line(modelId)) {
      Ratio inherited = perToken.isEmpty() ? Ratio.ZERO : model.inherit();
      perToken.replaceAll((run, part) -> part.times(inherited));
      run(model)
          .ifPresent(
              run -> {
                Ratio each = new Ratio(BigInteger.ONE, run.allTokens());
                Ratio own = inherited.complement().times(each);
                perToken.merge(run.id(), own, Ratio::plus);
              });
    }
    return perToken;
  }

  /** The training runs that a model's revenue rests on, those of its first ancestor first. */
  public List<TrainingRun> runsOf(String modelId) {
    return line(modelId).stream().flatMap(model -> run(model).stream()).toList();
  }

  /** A model and its ancestors, the first of them on top. */
  private Deque<Model> line(String modelId) {
    Deque<Model> line = new ArrayDeque<>();
    for (String id = modelId; !id.isEmpty(); ) {
      Model model = models.get(id);
      if (model == null) {
        // Its details were erased: what it had from further ancestors is not known any more.
        break;
      }
      line.push(model);
      id = model.parentId();
    }
    if (line.isEmpty()) {
      throw new IllegalArgumentException("no model has the id " + modelId);
    }
    return line;
  }

  private Optional<Inheritance> own(
      Model model, Map<String, SortedMap<String, BigInteger>> credited) {
    return run(model)
        .map(
            run -> {
              SortedMap<String, BigInteger> weights = credited.get(run.id());
              return Inheritance.of(
                  run, weights == null ? run.usage().weights() : weights, levels.apply(run.id()));
            });
  }

  private Optional<TrainingRun> run(Model model) {
    return Optional.ofNullable(trainingRuns.get(model.trainingRunId()));
  }

  private static VerificationLevel lowest() {
    return VerificationLevel.L0;
  }
}
