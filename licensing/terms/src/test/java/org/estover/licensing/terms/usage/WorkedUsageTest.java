package org.estover.licensing.terms.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.WorkedTables;
import org.estover.licensing.terms.agreement.Duty;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Permission;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Use;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.deed.Originality;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Computes every worked row of {@code licensing/TERMS.md} about models and licenses. */
final class WorkedUsageTest {

  private static final Money POOL = Money.parse("100.01", "USD");
  private static final SortedMap<String, BigInteger> NONE = new TreeMap<>();
  private static final Set<Use> TRAINING = Set.of(Use.TRAINING);

  @Test
  void modelsShareAndSplitAsWorked() throws IOException {
    Map<String, Model> models = new LinkedHashMap<>();
    Map<String, TrainingRun> runs = new LinkedHashMap<>();
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("", "");
    for (List<String> row : WorkedTables.rows("models", 4)) {
      String runId = "";
      if (!row.get(3).isEmpty()) {
        TrainingRun run = run(row.get(0), row.get(3), Long.parseLong(row.get(4)));
        runs.put(run.id(), run);
        runId = run.id();
      }
      String parent = ids.getOrDefault(row.get(1), "no such model");
      Model model = new Model("pty_aaaa", row.get(0), parent, Ratio.parse(row.get(2)), runId);
      models.put(model.id(), model);
      ids.put(row.get(0), model.id());
      TrainedData data = new Lineage(models, runs, run -> VerificationLevel.L0).ofModel(model.id());
      assertThat(data.trustShare()).hasToString(row.get(5));
      List<Map.Entry<String, BigInteger>> weights = unknownLast(data.weights());
      assertThat(weights.stream().map(WorkedUsageTest::text).collect(Collectors.joining(" ")))
          .isEqualTo(row.get(6));
      assertThat(
              Allotment.split(POOL, weights.stream().map(Map.Entry::getValue).toList()).stream()
                  .map(Money::decimal)
                  .collect(Collectors.joining(" ")))
          .isEqualTo(row.get(7));
    }
  }

  @Test
  void whatIsInheritedIsCreditedAsWorked() throws IOException {
    Map<String, Model> models = new LinkedHashMap<>();
    Map<String, TrainingRun> runs = new LinkedHashMap<>();
    Map<String, SortedMap<String, BigInteger>> credited = new LinkedHashMap<>();
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("", "");
    for (List<String> row : WorkedTables.rows("inherited credit", 5)) {
      TrainingRun run = run(row.get(0), row.get(3), Long.parseLong(row.get(4)));
      runs.put(run.id(), run);
      credited.put(run.id(), originality(row.get(5), row.get(6)).payees(run.usage().weights()));
      String parent = ids.getOrDefault(row.get(1), "no such model");
      Model model = new Model("pty_aaaa", row.get(0), parent, Ratio.parse(row.get(2)), run.id());
      models.put(model.id(), model);
      ids.put(row.get(0), model.id());
      TrainedData data =
          new Lineage(models, runs, id -> VerificationLevel.L0).ofModel(model.id(), credited);
      assertThat(data.trustShare()).hasToString(row.get(7));
      List<Map.Entry<String, BigInteger>> weights =
          unknownLast(data.tokens() ? credited.getOrDefault(run.id(), NONE) : data.weights());
      assertThat(weights.stream().map(WorkedUsageTest::text).collect(Collectors.joining(" ")))
          .isEqualTo(row.get(8));
      assertThat(
              Allotment.split(POOL, weights.stream().map(Map.Entry::getValue).toList()).stream()
                  .map(Money::decimal)
                  .collect(Collectors.joining(" ")))
          .isEqualTo(row.get(9));
    }
  }

  /** What is repeated, as {@code Ada=20}, and copied, as {@code Copier>Author=20}. */
  private static Originality originality(String repeated, String copied) {
    Originality originality = new Originality(TwinPolicy.FIRST_EVIDENCED_CAPTURE);
    if (!repeated.isEmpty()) {
      String[] words = repeated.replace("?", "").split("=", -1);
      originality.repeated(words[0], Ratio.of(Long.parseLong(words[1]), 1));
    }
    if (!copied.isEmpty()) {
      String[] words = copied.replace("?", "").split("[>=]", -1);
      originality.add(
          new TwinGroup(
              "doc_copy",
              List.of(
                  new TwinGroup.Member("doc_copy", words[0], "2026-05-02T00:00:00Z"),
                  new TwinGroup.Member("doc_first", words[1], "2026-05-01T00:00:00Z"))),
          Ratio.of(Long.parseLong(words[2]), 1));
    }
    return originality;
  }

  @ParameterizedTest
  @MethodSource("licenseClasses")
  void licensesPermitWhatIsWorked(List<String> row) {
    Permission permission = Permission.of(row.get(0), "allowed");
    assertThat(permission.classes()).containsExactly(LicenseClass.of(row.get(1)));
    assertThat(yes(permission.permits(TRAINING, LicenseeClass.COMMERCIAL))).isEqualTo(row.get(2));
    assertThat(yes(permission.permits(TRAINING, LicenseeClass.RESEARCH))).isEqualTo(row.get(3));
    assertThat(yes(permission.permits(Set.of(Use.REDISTRIBUTION), LicenseeClass.COMMERCIAL)))
        .isEqualTo(row.get(4));
    assertThat(
            permission.choice(TRAINING, LicenseeClass.RESEARCH).orElseThrow().duties().stream()
                .map(Duty::word)
                .collect(Collectors.joining(" ")))
        .isEqualTo(row.get(5));
  }

  static List<List<String>> licenseClasses() throws IOException {
    return WorkedTables.rows("license classes", 8);
  }

  private static String yes(boolean permitted) {
    return permitted ? "yes" : "no";
  }

  private static TrainingRun run(String name, String tokens, long foreign) {
    List<UsageLine> lines =
        Arrays.stream(tokens.split(" ", -1))
            .map(text -> text.split("=", -1))
            .map(w -> new UsageLine("web", "", w[0].replace("?", ""), Long.parseLong(w[1])))
            .toList();
    return new TrainingRun("grt_aaaa", "rel_aaaa", "", name, 1, 1, new Usage(lines), foreign);
  }

  /** The weights as statements list them: the unknown holder behind all others. */
  private static List<Map.Entry<String, BigInteger>> unknownLast(
      SortedMap<String, BigInteger> byHolder) {
    List<Map.Entry<String, BigInteger>> weights = new ArrayList<>(byHolder.entrySet());
    if (weights.get(0).getKey().isEmpty()) {
      weights.add(weights.remove(0));
    }
    return weights;
  }

  private static String text(Map.Entry<String, BigInteger> weight) {
    return (weight.getKey().isEmpty() ? "?" : weight.getKey()) + "=" + weight.getValue();
  }
}
