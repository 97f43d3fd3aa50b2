package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Settlement;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementCheck;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.statement.StatementPart;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a model inherits is credited as what it read itself: held against trees of models whose
 * tokens are credited here one after the other.
 */
final class InheritedCreditTest {

  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
  private static final List<String> HOLDERS = List.of("Ada", "Bob", "Cleo", "Eve", "");
  private static final List<String> PLACES = List.of("a.test", "b.test", "c.test");

  @TempDir private Path folder;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theSharesAreThoseOfTokensCreditedOneByOne(long seed) throws IOException {
    try (Tree tree = new Tree(folder, seed)) {
      tree.recordTwins();
      tree.recordRepetition();
      Statement statement = tree.issue();
      assertThat(statement.parts()).hasSameSizeAs(tree.models);
      for (StatementPart part : statement.parts()) {
        Map<String, Ratio> credited = tree.credited(part.modelId(), true);
        Map<String, Ratio> read = tree.credited(part.modelId(), false);
        assertThat(sum(credited)).isEqualTo(sum(read)).isEqualTo(part.pricing().trustShare());
        assertThat(shares(part)).isEqualTo(parts(credited));
      }
      assertThat(StatementCheck.of(statement)).isEmpty();
      assertThat(tree.test.trust.issueStatements(TestTrust.PERIOD)).containsExactly(statement);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void claimsGetTheirPartOfWhatNobodyIsCreditedForAndNoMoreThanTheLine(long seed)
      throws IOException {
    try (Tree tree = new Tree(folder, seed)) {
      tree.recordTwins();
      tree.recordRepetition();
      Statement statement = tree.issue();
      Money claimed = Money.zero("USD");
      for (String place : PLACES) {
        Money whole = Money.zero("USD");
        for (StatementPart part : statement.parts()) {
          whole = whole.plus(tree.claimed(part, place));
        }
        ClaimStatus status = tree.claim(place);
        assertThat(status.credited().getOrDefault("USD", Money.zero("USD"))).isEqualTo(whole);
        claimed = claimed.plus(whole);
      }
      assertThat(claimed).isLessThanOrEqualTo(statement.total(LineKind.UNCLAIMED));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void withoutDuplicatesAndRepetitionNothingChanges(long seed) throws IOException {
    try (Tree tree = new Tree(folder, seed)) {
      Statement statement = tree.issue();
      assertThat(tree.computed(Statement.SECOND_VERSION).parts()).isEqualTo(statement.parts());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theOrderInWhichThingsAreRecordedChangesNothing(long seed) throws IOException {
    try (Tree tree = new Tree(folder.resolve("one"), seed);
        Tree other = new Tree(folder.resolve("other"), seed)) {
      tree.recordTwins();
      tree.recordRepetition();
      Collections.reverse(other.groups);
      other.recordRepetition();
      other.recordTwins();
      assertThat(other.issue().parts()).isEqualTo(tree.issue().parts());
    }
  }

  /** A release of which no token earns: what its runs have of a model is nobody's. */
  @Test
  void aRunOfWhichNothingIsLeftKeepsItsShareAndNobodyGetsIt() throws IOException {
    try (Tree tree = new Tree(folder, 2)) {
      tree.recordTwins();
      tree.recordThatAllIsCopied(0);
      Statement statement = tree.issue();
      for (StatementPart part : statement.parts()) {
        if (!tree.model(part.modelId()).parentId().isEmpty()) {
          assertThat(shares(part)).isEqualTo(parts(tree.credited(part.modelId(), true)));
        }
        assertThat(part.pricing().trustShare())
            .isEqualTo(tree.test.trust.models().trainedData(part.modelId()).trustShare());
      }
      Money claimed = Money.zero("USD");
      for (String place : PLACES) {
        ClaimStatus status = tree.claim(place);
        claimed = claimed.plus(status.credited().getOrDefault("USD", Money.zero("USD")));
      }
      assertThat(claimed).isLessThan(statement.total(LineKind.UNCLAIMED));
      assertThat(tree.test.trust.issueStatements(TestTrust.PERIOD)).containsExactly(statement);
    }
  }

  /** A statement that was issued by the second version's rules stays, until it is made anew. */
  @Test
  void whatTheSecondVersionIssuedIsComputedByItsOwnRules() throws IOException {
    try (Tree tree = new Tree(folder, 1)) {
      tree.recordTwins();
      tree.recordRepetition();
      tree.report();
      Statement second = tree.computed(Statement.SECOND_VERSION);
      for (StatementPart part : second.parts()) {
        boolean inherits = !tree.model(part.modelId()).parentId().isEmpty();
        assertThat(shares(part)).isEqualTo(parts(tree.credited(part.modelId(), !inherits)));
      }
      tree.test.ledger.append(
          "statement/" + second.id(),
          new StatementIssued(second.id(), second.agreementId(), second.period()),
          new VaultPayload(second.toJson(), second.journal(null)));
      assertThat(tree.test.trust.issueStatements(TestTrust.PERIOD)).containsExactly(second);
      Statement third = tree.test.trust.issueStatementsAnew(TestTrust.PERIOD).get(0);
      assertThat(third.version()).isEqualTo(Statement.TERMS_VERSION);
      assertThat(third.revision().revises()).isEqualTo(second.id());
      assertThat(third.payable()).isEqualTo(Money.zero("USD"));
      assertThat(tree.test.trust.issueStatements(TestTrust.PERIOD)).containsExactly(third);
    }
  }

  private static Map<String, Ratio> shares(StatementPart part) {
    Map<String, Ratio> shares = new TreeMap<>();
    for (StatementLine line : part.lines()) {
      if (line.kind() == LineKind.RIGHTS_HOLDER || line.kind() == LineKind.UNCLAIMED) {
        shares.put(line.kind() == LineKind.UNCLAIMED ? "" : line.name(), line.ratio());
      }
    }
    return shares;
  }

  /** The same as parts of their sum. */
  private static Map<String, Ratio> parts(Map<String, Ratio> shares) {
    Ratio sum = sum(shares);
    Map<String, Ratio> parts = new TreeMap<>();
    shares.forEach((holder, share) -> parts.put(holder, over(share, sum)));
    parts.values().removeIf(Ratio.ZERO::equals);
    return parts;
  }

  private static Ratio sum(Map<String, Ratio> shares) {
    return shares.values().stream().reduce(Ratio.ZERO, Ratio::plus);
  }

  private static Ratio over(Ratio part, Ratio whole) {
    return new Ratio(
        part.numerator().multiply(whole.denominator()),
        part.denominator().multiply(whole.numerator()));
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 5)
        : LongStream.of(Long.getLong("seed"));
  }

  /** A tree of models over training runs on two releases, with duplicates and repetition. */
  private static final class Tree implements AutoCloseable {
    final TestTrust test;
    final List<Model> models = new ArrayList<>();
    final List<TwinGroup> groups = new ArrayList<>();
    private final SplittableRandom random;
    private final Agreement agreement;
    private final List<String> releases = new ArrayList<>();
    private final Map<String, TrainingRun> runs = new HashMap<>();
    private final Map<String, TinyRelease.Text> texts = new HashMap<>();
    private final Map<String, Repetition> repetitions = new HashMap<>();
    private final TwinPolicy policy;

    Tree(Path folder, long seed) throws IOException {
      random = new SplittableRandom(seed);
      test = TestTrust.in(folder);
      agreement = test.sign("Model Makers");
      policy = any(List.of(TwinPolicy.values()));
      test.trust.deed().decideTwinPolicy(LocalDate.of(2026, 10, 31), policy);
      for (int release = 0; release < 2; release++) {
        publish(folder.resolve("run-" + release), release);
      }
      for (int i = 0; i < 7; i++) {
        Model parent = i == 0 ? null : models.get(random.nextInt(i));
        boolean trained = parent == null || random.nextInt(3) > 0;
        String runId = trained ? train("run " + i).id() : "";
        Ratio inherit = parent == null ? Ratio.ZERO : Ratio.of(1 + random.nextInt(9), 10);
        String parentId = parent == null ? "" : parent.id();
        Model model = new Model(agreement.developerId(), "model " + i, parentId, inherit, runId);
        models.add(test.trust.models().register(model));
      }
    }

    private void publish(Path place, int release) throws IOException {
      List<TinyRelease.Text> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String uri = "https://" + any(PLACES) + "/" + release + "/" + i;
        String source = List.of("web", "code", "books").get(i % 3);
        all.add(repeated(TinyRelease.text(random, source, uri, "MIT", any(HOLDERS))));
      }
      TinyRelease.write(place, all);
      String releaseId = test.trust.publish(place).releaseId();
      releases.add(releaseId);
      for (TinyRelease.Text text : all) {
        texts.put(releaseId + text.document().id(), text);
        if (random.nextInt(3) == 0) {
          groups.add(group(text));
        }
      }
    }

    /** Every fourth text says the same several times. */
    private TinyRelease.Text repeated(TinyRelease.Text text) {
      List<Integer> tokens = new ArrayList<>(text.tokens());
      for (int i = random.nextInt(4) == 0 ? random.nextInt(1, 5) : 0; i > 0; i--) {
        tokens.addAll(text.tokens());
      }
      return new TinyRelease.Text(text.document(), tokens);
    }

    private TwinGroup group(TinyRelease.Text text) {
      String id = text.document().id();
      List<TwinGroup.Member> members = new ArrayList<>();
      members.add(new TwinGroup.Member(id, text.document().holder(), captured()));
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        members.add(new TwinGroup.Member("doc_" + i, any(HOLDERS), captured()));
      }
      return new TwinGroup(id, members);
    }

    private String captured() {
      return random.nextInt(4) == 0 ? "" : "2026-05-0" + (1 + random.nextInt(9)) + "T00:00:00Z";
    }

    private TrainingRun train(String name) throws IOException {
      String releaseId = any(releases);
      String grant = test.trust.grant(agreement.id(), releaseId, "train").id();
      long foreign = random.nextLong(2000);
      DeclaredTraining declared =
          new DeclaredTraining(grant, name, 2 + random.nextInt(12), 3, Optional.empty(), foreign);
      TrainingRun run = test.trust.trainings().register(declared);
      runs.put(run.id(), run);
      return run;
    }

    void recordTwins() throws IOException {
      for (String releaseId : releases) {
        List<TwinGroup> its =
            groups.stream().filter(each -> texts.containsKey(releaseId + each.survivor())).toList();
        test.trust.deed().recordTwins(releaseId, its);
      }
    }

    void recordRepetition() throws IOException {
      for (String releaseId : releases) {
        Repetitions within = test.trust.deed().repetitionsWithin(releaseId);
        test.trust.deed().recordRepetitions(releaseId, within);
        for (Repetition repetition : within.documents()) {
          repetitions.put(releaseId + repetition.documentId(), repetition);
        }
      }
      assertThat(repetitions).isNotEmpty();
    }

    /** Records of one release that all its documents copy what others said. */
    void recordThatAllIsCopied(int release) throws IOException {
      String releaseId = releases.get(release);
      List<Repetition> all = new ArrayList<>();
      for (Map.Entry<String, TinyRelease.Text> each : new TreeMap<>(texts).entrySet()) {
        if (each.getKey().startsWith(releaseId)) {
          String id = each.getValue().document().id();
          String holder = each.getValue().document().holder();
          all.add(new Repetition(id, holder, each.getValue().tokens().size() + 1, 0));
        }
      }
      test.trust.deed().recordRepetitions(releaseId, new Repetitions(all.size(), all));
      all.forEach(each -> repetitions.put(releaseId + each.documentId(), each));
    }

    void report() throws IOException {
      for (Model model : models) {
        Money gross = Money.of(1_000_000_00 + random.nextInt(1_000_000), "USD");
        RevenueReport report =
            new RevenueReport(agreement.id(), TestTrust.PERIOD, gross, List.of());
        test.trust.models().reportRevenue(model.id(), report);
      }
    }

    Statement issue() throws IOException {
      report();
      return test.trust.issueStatements(TestTrust.PERIOD).get(0);
    }

    /** The month's statement by the rules of a version, as a first one. */
    Statement computed(String version) throws IOException {
      Register register = Register.upTo(test.ledger, Long.MAX_VALUE);
      try (CreditedTokens tokens = new CreditedTokens(register, test.trust.releases())) {
        return Settlement.of(
            new Bases(register, tokens).of(agreement.id(), TestTrust.PERIOD, version),
            register.partyIds().orElseThrow(),
            version);
      }
    }

    ClaimStatus claim(String place) throws IOException {
      ClaimScope scope = ClaimScope.parse(place);
      String id =
          test.trust
              .claims()
              .file("Of " + place, List.of(scope), Ratio.ONE, DAY)
              .get(0)
              .claim()
              .id();
      return test.trust.claims().grant(id, "by hand", DAY);
    }

    Model model(String modelId) {
      return models.stream().filter(each -> each.id().equals(modelId)).findFirst().orElseThrow();
    }

    /** The share of each holder in a model, which sum to the trust's. */
    Map<String, Ratio> credited(String modelId, boolean credits) throws IOException {
      Map<String, Ratio> shares = new TreeMap<>();
      for (Map.Entry<TrainingRun, Ratio> part : runsOf(modelId).entrySet()) {
        Map<String, Ratio> tokens = new TreeMap<>();
        for (Map.Entry<String, Long> each : read(part.getKey()).entrySet()) {
          String document = part.getKey().releaseId() + each.getKey();
          Ratio count = Ratio.of(each.getValue(), 1);
          credit(document, credits)
              .forEach((to, share) -> tokens.merge(to, share.times(count), Ratio::plus));
        }
        Ratio scale = part.getValue().times(part.getKey().trustShare());
        if (sum(tokens).equals(Ratio.ZERO)) {
          tokens.put("", Ratio.ONE);
        }
        parts(tokens).forEach((to, share) -> shares.merge(to, share.times(scale), Ratio::plus));
      }
      return shares;
    }

    /** The share of nobody's documents of a place, as far as nobody else is credited. */
    private Ratio ofPlace(String modelId, String place) throws IOException {
      Ratio sum = Ratio.ZERO;
      for (Map.Entry<TrainingRun, Ratio> part : runsOf(modelId).entrySet()) {
        Ratio all = Ratio.ZERO;
        Ratio claimed = Ratio.ZERO;
        for (Map.Entry<String, Long> each : read(part.getKey()).entrySet()) {
          String document = part.getKey().releaseId() + each.getKey();
          Map<String, Ratio> credit = credit(document, true);
          Ratio count = Ratio.of(each.getValue(), 1);
          all = all.plus(sum(credit).times(count));
          TinyRelease.Text text = Objects.requireNonNull(texts.get(document));
          if (text.document().holder().isEmpty()
              && text.document().uri().startsWith("https://" + place + "/")) {
            claimed = claimed.plus(credit.getOrDefault("", Ratio.ZERO).times(count));
          }
        }
        Ratio scale = part.getValue().times(part.getKey().trustShare());
        sum = sum.plus(over(claimed, all).times(scale));
      }
      return sum;
    }

    Money claimed(StatementPart part, String place) throws IOException {
      Ratio unknown = credited(part.modelId(), true).getOrDefault("", Ratio.ZERO);
      if (unknown.equals(Ratio.ZERO)) {
        return Money.zero("USD");
      }
      BigInteger units =
          over(ofPlace(part.modelId(), place), unknown)
              .ofMinorUnits(part.total(LineKind.UNCLAIMED))
              .floor();
      return Money.of(units.longValueExact(), "USD");
    }

    /** Who is credited for a token of a document, and for how much of it. */
    private Map<String, Ratio> credit(String document, boolean credits) {
      String holder = Objects.requireNonNull(texts.get(document)).document().holder();
      Map<String, Ratio> credit = new TreeMap<>(Map.of(holder, Ratio.ONE));
      if (!credits) {
        return credit;
      }
      for (TwinGroup group : groups) {
        if (document.endsWith(group.survivor())) {
          credit = new TreeMap<>(policy.credit(group));
        }
      }
      Repetition repetition = repetitions.get(document);
      if (repetition != null) {
        Ratio earning = Ratio.of(repetition.fresh(), repetition.tokens());
        credit.replaceAll((to, share) -> share.times(earning));
      }
      return credit;
    }

    /** The part that a model has of the training of each run. */
    private Map<TrainingRun, Ratio> runsOf(String modelId) {
      Map<TrainingRun, Ratio> parts = new HashMap<>();
      Ratio rest = Ratio.ONE;
      for (String id = modelId; !id.isEmpty(); ) {
        Model model = model(id);
        TrainingRun run = runs.get(model.trainingRunId());
        if (run != null) {
          parts.put(run, rest.times(model.inherit().complement()));
        }
        rest = rest.times(model.inherit());
        id = model.parentId();
      }
      return parts;
    }

    /** The tokens of each document, counted one position after the other. */
    private Map<String, Long> read(TrainingRun run) throws IOException {
      Map<String, Long> read = new TreeMap<>();
      try (Reconstruct order = Reconstruct.of(test.trust.releases().open(run.releaseId()))) {
        for (long at = 0; at < run.steps() * run.sequencesPerStep(); at++) {
          for (Span span : order.spans(at)) {
            read.merge(span.document().id(), (long) span.inputs(), Long::sum);
          }
        }
      }
      return read;
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    @Override
    public void close() throws IOException {
      test.close();
    }
  }
}
