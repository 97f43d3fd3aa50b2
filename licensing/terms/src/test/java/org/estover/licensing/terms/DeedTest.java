package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.deed.Ownership;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementCheck;
import org.estover.licensing.terms.statement.StatementLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeedTest {

  private static final DistributionKey WITH_RESERVE = DistributionKey.parse("10% 5% 15% 70%");

  @TempDir private Path folder;

  @Test
  void theKeyInForceOnThePeriodsLastDayCounts() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      test.trust.deed().publishKey(LocalDate.of(2026, 10, 31), WITH_RESERVE);
      test.trust
          .deed()
          .publishKey(LocalDate.of(2026, 11, 1), DistributionKey.parse("0% 0% 0% 100%"));
      test.walk(TinyRelease.texts(1), "Ada's Models");
      Statement statement = test.trust.issueStatements(TestTrust.PERIOD).get(0);
      assertThat(statement.due()).isEqualTo(Money.of(1_700_02, "USD"));
      assertThat(statement.total(LineKind.RESERVE)).isEqualTo(Money.of(85_00, "USD"));
      assertThat(statement.total(LineKind.COMMONS)).isEqualTo(Money.of(255_00, "USD"));
      assertThat(statement.text()).contains("reserve  (1 line)");
    }
  }

  @Test
  void withoutOneTheOffersKeyCountsAndTheStatementShowsNoReserve() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      test.trust.deed().publishKey(LocalDate.of(2026, 11, 1), WITH_RESERVE);
      test.walk(TinyRelease.texts(1), "Ada's Models");
      Statement statement = test.trust.issueStatements(TestTrust.PERIOD).get(0);
      assertThat(statement.total(LineKind.RESERVE)).isEqualTo(Money.zero("USD"));
      assertThat(statement.text()).doesNotContain("reserve");
    }
  }

  @Test
  void aKeyIsPublishedOnceForItsDayAndNotForThePast() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      LocalDate day = LocalDate.of(2026, 10, 1);
      assertThat(test.trust.deed().publishKey(day, WITH_RESERVE))
          .isEqualTo(test.trust.deed().publishKey(day, WITH_RESERVE));
      long size = test.logSize();
      test.trust.deed().publishKey(day, WITH_RESERVE);
      assertThat(test.logSize()).isEqualTo(size);
      assertThatThrownBy(() -> test.trust.deed().publishKey(day, DistributionKey.parse("1 0 0")))
          .isInstanceOf(TermsRefusedException.class)
          .hasMessageContaining("1/10 1/20 3/20 7/10")
          .hasMessageContaining("1/1 0/1 0/1");
      test.walk(TinyRelease.texts(1), "Ada's Models");
      List<Statement> issued = test.trust.issueStatements(TestTrust.PERIOD);
      assertThatThrownBy(
              () -> test.trust.deed().publishKey(LocalDate.of(2026, 10, 31), WITH_RESERVE))
          .hasMessageContaining("after 2026-10-31");
      test.trust.deed().publishKey(LocalDate.of(2026, 11, 1), WITH_RESERVE);
      assertThat(test.trust.issueStatements(TestTrust.PERIOD)).isEqualTo(issued);
    }
  }

  @Test
  void creditForDuplicatesAndCoOwnersFollowsFromWhatWasRecordedForThePeriod() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      TestTrust.Walk walk = test.walk(TinyRelease.texts(1), "Ada's Models");
      String survivor = survivor(test, walk, "Cleo");
      List<TwinGroup> groups =
          List.of(
              new TwinGroup(
                  survivor,
                  List.of(
                      new TwinGroup.Member(survivor, "Cleo", "2026-05-02T00:00:00Z"),
                      new TwinGroup.Member("doc_x", "Dan", "2026-05-01T00:00:00Z"))));
      Deed deed = test.trust.deed();
      assertThat(deed.recordTwins(walk.releaseId(), groups)).isTrue();
      assertThat(deed.recordTwins(walk.releaseId(), groups)).isFalse();
      assertThatThrownBy(() -> deed.recordTwins(walk.releaseId(), List.of()))
          .hasMessageContaining("recorded already");
      deed.agreeOwnership(
          "Dan",
          LocalDate.of(2026, 11, 1),
          List.of(
              new Ownership.Owner("Dan", Ratio.of(1, 4)),
              new Ownership.Owner("Eva", Ratio.of(3, 4))));
      deed.decideTwinPolicy(LocalDate.of(2026, 12, 1), TwinPolicy.SURVIVOR);
      BigInteger moved = credited(test, walk, "2026-10").getOrDefault("Dan", BigInteger.ZERO);
      assertThat(moved).isPositive();
      assertThat(credited(test, walk, "2026-10").getOrDefault("Cleo", BigInteger.ZERO).add(moved))
          .isEqualTo(BigInteger.valueOf(walk.run().usage().byHolder().getOrDefault("Cleo", 0L)));
      assertThat(credited(test, walk, "2026-11"))
          .containsEntry("Dan", moved)
          .containsEntry("Eva", moved.multiply(BigInteger.valueOf(3)));
      assertThat(credited(test, walk, "2026-12")).doesNotContainKeys("Dan", "Eva");
    }
  }

  @Test
  void whatADocumentRepeatsOfItselfEarnsNothing() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      List<TinyRelease.Text> texts = new ArrayList<>(TinyRelease.texts(1));
      TinyRelease.Text once = texts.get(1);
      List<Integer> tokens = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        tokens.addAll(texts.get(2).tokens());
      }
      texts.set(1, new TinyRelease.Text(once.document(), tokens));
      TestTrust.Walk walk = test.walk(texts, "Ada's Models");
      Repetitions within = test.trust.deed().repetitionsWithin(walk.releaseId());
      List<Repetition> found = within.documents();
      assertThat(found).extracting(Repetition::documentId).containsExactly(once.document().id());
      assertThat(found.get(0).fresh()).isEqualTo(texts.get(2).tokens().size() + 1);
      assertThat(test.trust.deed().repetitions(walk.releaseId())).isEmpty();
      assertThat(test.trust.deed().recordRepetitions(walk.releaseId(), within)).isTrue();
      assertThat(test.trust.deed().recordRepetitions(walk.releaseId(), within)).isFalse();
      assertThat(test.trust.deed().repetitions(walk.releaseId())).contains(within);
      assertThatThrownBy(
              () ->
                  test.trust.deed().recordRepetitions(walk.releaseId(), new Repetitions(60, found)))
          .isInstanceOf(TermsRefusedException.class)
          .hasMessageContaining("1 documents", "60 compared");
      Register register = Register.upTo(test.ledger, Long.MAX_VALUE);
      try (CreditedTokens credited = new CreditedTokens(register, test.trust.releases())) {
        Ratio earning = credited.of(walk.run(), once.document().id());
        Ratio repeated = credited.repeated(walk.run(), found.get(0));
        assertThat(earning.times(Ratio.of(20, 1)))
            .isLessThan(earning.plus(repeated).times(Ratio.of(2, 1)));
        SortedMap<String, BigInteger> weights = new TreeMap<>();
        walk.run()
            .usage()
            .byHolder()
            .forEach((holder, count) -> weights.put(holder, BigInteger.valueOf(count)));
        Ratio all = new Ratio(sum(weights), BigInteger.ONE);
        SortedMap<String, BigInteger> payees =
            new Crediting(register, credited)
                .of(TestTrust.PERIOD, List.of(walk.run()))
                .payees(weights);
        Ratio left = new Ratio(sum(payees), repeated.denominator());
        assertThat(left.plus(repeated)).isEqualTo(all);
      }
      test.trust.issueStatements(TestTrust.PERIOD);
      assertThatThrownBy(() -> test.trust.deed().recordTwins(walk.releaseId(), List.of()))
          .hasMessageContaining("counts " + walk.releaseId() + " already");
    }
  }

  @Test
  void figuresAreThoseOfTheReleasesDocuments() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      List<TinyRelease.Text> texts = TinyRelease.texts(1);
      TestTrust.Walk walk = test.walk(texts, "Ada's Models");
      Deed deed = test.trust.deed();
      TinyRelease.Text text = texts.get(7);
      String id = text.document().id();
      String holder = text.document().holder();
      int tokens = text.tokens().size() + 1;
      assertThatThrownBy(() -> record(deed, walk, new Repetition(id, holder, tokens + 1, 0)))
          .hasMessageContaining(id)
          .hasMessageContaining(tokens + " tokens");
      assertThatThrownBy(() -> record(deed, walk, new Repetition(id, "Eve", tokens, 0)))
          .hasMessageContaining("Eve");
      String other = "doc_" + "0".repeat(32);
      assertThatThrownBy(() -> record(deed, walk, new Repetition(other, holder, tokens, 0)))
          .hasMessageContaining("does not hold " + other);
      assertThatThrownBy(() -> deed.recordRepetitions("rel_none", new Repetitions(0, List.of())))
          .hasMessageContaining("rel_none");
      List<Repetition> many =
          IntStream.rangeClosed(0, Deed.MAX_REPETITIONS)
              .mapToObj(
                  i ->
                      new Repetition(String.format(Locale.ROOT, "doc_%032d", i), holder, tokens, 0))
              .toList();
      assertThatThrownBy(() -> deed.recordRepetitions(walk.releaseId(), new Repetitions(60, many)))
          .hasMessageContaining("more than 200000");
      assertThat(deed.repetitions(walk.releaseId())).isEmpty();
      record(deed, walk, new Repetition(id, holder, tokens, 0));
      assertThat(deed.repetitions(walk.releaseId()).orElseThrow().compared()).isEqualTo(60);
    }
  }

  private static void record(Deed deed, TestTrust.Walk walk, Repetition repetition)
      throws IOException {
    deed.recordRepetitions(walk.releaseId(), new Repetitions(60, List.of(repetition)));
  }

  @Test
  void whereNothingReadIsNewTheHoldersPartIsHeld() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      List<TinyRelease.Text> texts = TinyRelease.texts(1);
      TestTrust.Walk walk = test.walk(texts, "Ada's Models");
      List<Repetition> copies =
          texts.stream()
              .map(
                  text ->
                      new Repetition(
                          text.document().id(),
                          text.document().holder(),
                          text.tokens().size() + 1,
                          0))
              .sorted(Comparator.comparing(Repetition::documentId))
              .toList();
      test.trust.deed().recordRepetitions(walk.releaseId(), new Repetitions(60, copies));
      Statement statement = test.trust.issueStatements(TestTrust.PERIOD).get(0);
      assertThat(statement.total(LineKind.RIGHTS_HOLDER)).isEqualTo(Money.zero("USD"));
      assertThat(statement.total(LineKind.UNCLAIMED).isNegative()).isFalse();
      assertThat(statement.text()).contains("nothing new was read");
      assertThat(StatementCheck.of(statement)).isEmpty();
      assertThat(test.trust.issueStatements(TestTrust.PERIOD)).containsExactly(statement);
    }
  }

  private static BigInteger sum(SortedMap<String, BigInteger> weights) {
    return weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Test
  void coOwnersStandOnTheStatementInTheHoldersPlace() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      test.trust
          .deed()
          .agreeOwnership(
              "Cleo",
              LocalDate.of(2026, 10, 31),
              List.of(
                  new Ownership.Owner("Dan", Ratio.of(1, 3)),
                  new Ownership.Owner("Eva", Ratio.of(2, 3))));
      test.walk(TinyRelease.texts(1), "Ada's Models");
      Statement statement = test.trust.issueStatements(TestTrust.PERIOD).get(0);
      assertThat(statement.lines())
          .extracting(StatementLine::name)
          .contains("Ada Ltd", "Dan", "Eva")
          .doesNotContain("Cleo");
      assertThat(test.trust.issueStatements(TestTrust.PERIOD)).containsExactly(statement);
    }
  }

  private static String survivor(TestTrust test, TestTrust.Walk walk, String holder)
      throws IOException {
    Register register = Register.upTo(test.ledger, Long.MAX_VALUE);
    for (TinyRelease.Text text : TinyRelease.texts(1)) {
      try (CreditedTokens tokens = new CreditedTokens(register, test.trust.releases())) {
        if (text.document().holder().equals(holder)
            && !tokens.of(walk.run(), text.document().id()).equals(Ratio.ZERO)) {
          return text.document().id();
        }
      }
    }
    throw new AssertionError("no document of " + holder + " was read");
  }

  private static Map<String, BigInteger> credited(
      TestTrust test, TestTrust.Walk walk, String period) throws IOException {
    SortedMap<String, BigInteger> weights = new TreeMap<>();
    walk.run()
        .usage()
        .byHolder()
        .forEach((h, tokens) -> weights.put(h, BigInteger.valueOf(tokens)));
    Register register = Register.upTo(test.ledger, Long.MAX_VALUE);
    try (CreditedTokens tokens = new CreditedTokens(register, test.trust.releases())) {
      return new Crediting(register, tokens)
          .of(Period.parse(period), List.of(walk.run()))
          .payees(weights);
    }
  }
}
