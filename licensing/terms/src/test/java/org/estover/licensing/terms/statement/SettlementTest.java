package org.estover.licensing.terms.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.party.PartyIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SettlementTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void linesSumToTheAmountDueToTheUnit(long seed) {
    Statement statement = statement(seed);
    Money sum = Money.zero(statement.due().currency());
    for (LineKind kind : LineKind.values()) {
      sum = sum.plus(statement.total(kind));
    }
    assertThat(sum).isEqualTo(statement.due());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theJournalBalancesAndPostsEveryLine(long seed) {
    Statement statement = statement(seed);
    for (JournalEntry entry : statement.journal()) {
      assertThat(JournalEntry.imbalances(entry.postings())).isEmpty();
      assertThat(entry.postings().get(0).account()).isEqualTo(statement.receivable());
      assertThat(entry.postings().get(0).amount()).isEqualTo(statement.due());
      assertThat(entry.effective()).isEqualTo(statement.period().lastDay());
    }
    assertThat(statement.journal()).hasSize(statement.due().isZero() ? 0 : 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyLineRecomputesFromItsShare(long seed) {
    Statement statement = statement(seed);
    Money pool = statement.total(LineKind.RIGHTS_HOLDER).plus(statement.total(LineKind.UNCLAIMED));
    for (StatementLine line : statement.lines()) {
      boolean ofDue = line.kind() == LineKind.ADMINISTRATION || line.kind() == LineKind.COMMONS;
      Ratio exact = Ratio.parse(line.share()).ofMinorUnits(ofDue ? statement.due() : pool);
      Ratio amount = Ratio.of(line.amount().minorUnits(), 1);
      assertThat(exact).isLessThan(amount.plus(Ratio.ONE));
      assertThat(amount).isLessThan(exact.plus(Ratio.ONE));
      assertThat(line.why().contains("rounded")).isEqualTo(!exact.equals(amount));
      assertThat(line.why()).contains((ofDue ? statement.due() : pool).toString());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void moreTokensNeverEarnLess(long seed) {
    List<StatementLine> holders =
        statement(seed).lines().stream().filter(line -> line.tokens() > 0).toList();
    for (StatementLine one : holders) {
      for (StatementLine other : holders) {
        if (one.tokens() > other.tokens()) {
          assertThat(one.amount()).isGreaterThanOrEqualTo(other.amount());
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tokensOfTheLinesAreTheTokensTrained(long seed) {
    Statement statement = statement(seed);
    BigInteger lines =
        statement.lines().stream()
            .map(line -> BigInteger.valueOf(line.tokens()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger runs =
        statement.trainedOn().stream()
            .map(run -> BigInteger.valueOf(run.tokens()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(lines).isEqualTo(runs);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsBackToTheSameBytesInAnyLocale(long seed) {
    Statement statement = statement(seed);
    assertThat(Statement.fromJson(statement.toJson())).isEqualTo(statement);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(statement(seed).toJson().bytes()).isEqualTo(statement.toJson().bytes());
      assertThat(statement(seed).text()).isEqualTo(statement.text());
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theSaltChangesIdsAndNoAmount(long seed) {
    PartyIds other = PartyIds.saltedBy("some other salt.".getBytes(StandardCharsets.UTF_8));
    List<StatementLine> lines = Settlement.of(RandomBasis.of(seed), other).lines();
    assertThat(lines.stream().map(StatementLine::amount))
        .containsExactlyElementsOf(
            statement(seed).lines().stream().map(StatementLine::amount).toList());
  }

  @Test
  void linesThatDoNotSumToTheAmountDueAreRefused() {
    StatementPart part = statement(1).parts().get(0);
    assertThatThrownBy(
            () ->
                new StatementPart(
                    part.report(),
                    part.modelId(),
                    part.terms(),
                    part.pricing(),
                    part.due().plus(Money.of(1, part.due().currency())),
                    part.why(),
                    part.steps(),
                    part.key(),
                    part.trainedOn(),
                    part.lines()))
        .hasMessageContaining("lines sum to");
  }

  private static Statement statement(long seed) {
    return Settlement.of(RandomBasis.of(seed), RandomBasis.IDS);
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 25)
        : LongStream.of(Long.getLong("seed"));
  }
}
