package org.estover.licensing.terms.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineageTest {

  private static final String DEVELOPER = "pty_aaaa";

  private final Map<String, Model> models = new LinkedHashMap<>();
  private final Map<String, TrainingRun> runs = new LinkedHashMap<>();
  private final Map<String, VerificationLevel> levels = new TreeMap<>();

  @Test
  void threeGenerationsSplitToTheUnit() {
    Model base = model("base", null, "0", run("base", 0, "Ada", 600, "Bob", 400));
    Model tuned = model("tuned", base, "9/10", run("tuned", 100, "Cleo", 100));
    Model adapter = model("adapter", tuned, "3/4", null);
    TrainedData data = lineage().ofModel(adapter.id());
    // Of the base 27/40, of the tuning (1/2 its own) 3/80, and 23/80 of nobody's here.
    assertThat(data.trustShare()).isEqualTo(Ratio.of(57, 80));
    assertThat(data.weights())
        .containsExactly(
            Map.entry("Ada", BigInteger.valueOf(54)),
            Map.entry("Bob", BigInteger.valueOf(36)),
            Map.entry("Cleo", BigInteger.valueOf(5)));
    assertThat(data.total()).isEqualTo(95);
    assertThat(data.tokens()).isFalse();
    List<Money> split =
        Allotment.split(Money.of(100_01, "USD"), List.copyOf(data.weights().values()));
    assertThat(split)
        .containsExactly(Money.of(56_85, "USD"), Money.of(37_90, "USD"), Money.of(5_26, "USD"));
  }

  @Test
  void whatIsInheritedGoesToWhomARunIsCreditedAndTheRunsShareStays() {
    TrainingRun first = run("base", 0, "Ada", 600, "Bob", 400);
    TrainingRun second = run("child", 100, "Bob", 100);
    Model base = model("base", null, "0", first);
    Model child = model("child", base, "1/2", second);
    Map<String, SortedMap<String, BigInteger>> credited = new TreeMap<>();
    credited.put(first.id(), new TreeMap<>(Map.of("Ada", BigInteger.valueOf(9))));
    credited.put(second.id(), new TreeMap<>());
    TrainedData data = lineage().ofModel(child.id(), credited);
    assertThat(data.trustShare()).isEqualTo(Ratio.of(3, 4));
    assertThat(data.weights())
        .containsExactly(Map.entry("", BigInteger.ONE), Map.entry("Ada", BigInteger.TWO));
    assertThat(lineage().ofModel(base.id(), credited)).isEqualTo(lineage().ofModel(base.id()));
  }

  @Test
  void foreignTokensCanBeAsManyAsANumberHolds() {
    Model base = model("base", null, "0", run("base", Long.MAX_VALUE, "Ada", 1));
    Model child = model("child", base, "1/2", run("child", 1, "Ada", 1));
    BigInteger all = BigInteger.ONE.shiftLeft(Long.SIZE - 1);
    Ratio share = new Ratio(BigInteger.ONE, all);
    assertThat(lineage().ofModel(base.id()).trustShare()).isEqualTo(share);
    assertThat(Objects.requireNonNull(runs.get(base.trainingRunId())).trustShare())
        .isEqualTo(share);
    assertThat(lineage().ofModel(child.id()).trustShare())
        .isEqualTo(share.times(Ratio.of(1, 2)).plus(Ratio.of(1, 4)));
  }

  @Test
  void aModelWithoutAParentCountsTokens() {
    Model base = model("base", null, "0", run("base", 500, "Ada", 1000, "", 500));
    TrainedData data = lineage().ofModel(base.id());
    assertThat(data.tokens()).isTrue();
    assertThat(data.weights()).containsEntry("Ada", BigInteger.valueOf(1000));
    assertThat(data.total()).isEqualTo(1500);
    assertThat(data.trustShare()).isEqualTo(Ratio.of(3, 4));
    assertThat(data).isEqualTo(lineage().ofRuns(List.copyOf(runs.values())));
    assertThat(lineage().ofRuns(List.of())).isEqualTo(TrainedData.NONE);
  }

  @Test
  void theLowestLevelOfALineCounts() {
    Model base = model("base", null, "0", run("base", 0, "Ada", 10));
    Model tuned = model("tuned", base, "1/2", run("tuned", 0, "Ada", 10));
    Model copy = model("copy", base, "1", null);
    levels.put(base.trainingRunId(), VerificationLevel.L2);
    levels.put(tuned.trainingRunId(), VerificationLevel.L1);
    assertThat(lineage().ofModel(tuned.id()).level()).isEqualTo(VerificationLevel.L1);
    assertThat(lineage().ofModel(copy.id()).level()).isEqualTo(VerificationLevel.L2);
    assertThat(lineage().runsOf(tuned.id())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyTreeIsTheSumOverItsPaths(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Model> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Model parent = all.isEmpty() || random.nextInt(6) == 0 ? null : all.get(random.nextInt(i));
      boolean trained = parent == null || random.nextBoolean();
      long part = random.nextLong(1, 20);
      all.add(
          model(
              "m" + i,
              parent,
              parent == null ? "0" : part + "/20",
              trained
                  ? run(
                      "m" + i,
                      random.nextLong(1000),
                      "H" + random.nextInt(4),
                      random.nextLong(1, 1000),
                      "K" + random.nextInt(4),
                      random.nextLong(1, 1000))
                  : null));
    }
    for (Model model : all) {
      TrainedData data = lineage().ofModel(model.id());
      Map<String, Ratio> expected = sumOverPath(model);
      Ratio share = expected.values().stream().reduce(Ratio.ZERO, Ratio::plus);
      assertThat(data.trustShare()).isEqualTo(share);
      assertThat(data.weights().keySet()).isEqualTo(expected.keySet());
      // weight / total = share of the holder / share of the trust, cross-multiplied
      expected.forEach(
          (holder, part) ->
              assertThat(share.times(whole(data.weights().getOrDefault(holder, BigInteger.ZERO))))
                  .isEqualTo(part.times(whole(data.total()))));
      assertThat(sumOverRuns(model)).isEqualTo(expected);
    }
  }

  /** What each training run gives, token by token. */
  private Map<String, Ratio> sumOverRuns(Model model) {
    Map<String, Ratio> sum = new TreeMap<>();
    lineage()
        .perToken(model.id())
        .forEach(
            (id, each) -> {
              Map<String, Long> read = Objects.requireNonNull(runs.get(id)).usage().byHolder();
              read.forEach(
                  (holder, tokens) ->
                      sum.merge(holder, each.times(Ratio.of(tokens, 1)), Ratio::plus));
            });
    return sum;
  }

  /** Each ancestor's own part, times what was inherited below it, times what it did not inherit. */
  private Map<String, Ratio> sumOverPath(Model model) {
    Map<String, Ratio> sum = new TreeMap<>();
    Ratio inherited = Ratio.ONE;
    for (Model at = model; at != null; at = models.get(at.parentId())) {
      Ratio inherit = at.inherit();
      TrainingRun run = runs.get(at.trainingRunId());
      if (run != null) {
        long all = run.usage().tokens() + run.foreignTokens();
        Ratio own =
            new Ratio(inherit.denominator().subtract(inherit.numerator()), inherit.denominator());
        for (Map.Entry<String, Long> read : run.usage().byHolder().entrySet()) {
          Ratio part = inherited.times(own).times(Ratio.of(read.getValue(), all));
          sum.merge(read.getKey(), part, Ratio::plus);
        }
      }
      inherited = inherited.times(inherit);
    }
    return sum;
  }

  @Test
  void whatFitsNothingIsNoModel() {
    assertThatThrownBy(() -> new Model(DEVELOPER, "m", "", Ratio.ZERO, ""))
        .hasMessageContaining("by no training run and from no other model");
    assertThatThrownBy(() -> new Model(DEVELOPER, "m", "", Ratio.ONE, "trun_aaaa"))
        .hasMessageContaining("without a parent inherits nothing");
    assertThatThrownBy(() -> new Model(DEVELOPER, "m", "mdl_aaaa", Ratio.ONE, "trun_aaaa"))
        .hasMessageContaining("less than all");
    assertThatThrownBy(() -> new Model(DEVELOPER, "m", "mdl_aaaa", Ratio.of(3, 2), ""))
        .hasMessageContaining("all at most");
    assertThatThrownBy(() -> new Model(DEVELOPER, "m", "mdl_aaaa", Ratio.ZERO, ""))
        .hasMessageContaining("more than nothing");
  }

  private Lineage lineage() {
    return new Lineage(models, runs, run -> levels.getOrDefault(run, VerificationLevel.L0));
  }

  private Model model(
      String name, @Nullable Model parent, String inherit, @Nullable TrainingRun run) {
    Model model =
        new Model(
            DEVELOPER,
            name,
            parent == null ? "" : parent.id(),
            inherit.equals("0") ? Ratio.ZERO : Ratio.parse(inherit),
            run == null ? "" : run.id());
    models.put(model.id(), model);
    return model;
  }

  private TrainingRun run(String name, long foreign, Object... read) {
    List<UsageLine> lines = new ArrayList<>();
    for (int i = 0; i < read.length; i += 2) {
      long tokens = ((Number) read[i + 1]).longValue();
      lines.add(new UsageLine("web", "", (String) read[i], tokens));
    }
    TrainingRun run =
        new TrainingRun("grt_aaaa", "rel_aaaa", "", name, 1, 1, new Usage(lines), foreign);
    runs.put(run.id(), run);
    return run;
  }

  private static Ratio whole(BigInteger number) {
    return new Ratio(number, BigInteger.ONE);
  }
}
