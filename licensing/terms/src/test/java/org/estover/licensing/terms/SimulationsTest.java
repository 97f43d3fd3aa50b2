package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.simulation.Difference;
import org.estover.licensing.terms.simulation.LeftOut;
import org.estover.licensing.terms.simulation.Simulation;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SimulationsTest {

  private static final Period JANUARY = Period.parse("2026-01");
  private static final Period DECEMBER = Period.parse("2026-12");

  private @TempDir Path folder;
  private TestTrust test;
  private Trust trust;
  private Agreement agreement;

  @BeforeEach
  void walk() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    agreement = test.walk(TinyRelease.texts(3), "Ada's Models").agreement();
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatPayeesGetIsWhatDevelopersOweByBothCards(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int month = 1; month <= 9; month++) {
      report(agreement, "2026-0" + month, "USD", random.nextInt(1_000_000));
    }
    Agreement other = test.sign("Bob's Models");
    report(other, "2026-03", "USD", random.nextInt(1_000_000));
    RateCard card = RateCard.parse("cap USD 150.00 on minimum USD 5.00 or " + seed + "/77");
    Simulation simulation = trust.simulations().run(card, JANUARY, DECEMBER);
    assertThat(simulation.reports()).isEqualTo(11);
    assertThat(simulation.developers()).hasSize(2);
    assertThat(sum(simulation.payees(), false)).isEqualTo(sum(simulation.developers(), false));
    assertThat(sum(simulation.payees(), true)).isEqualTo(sum(simulation.developers(), true));
    assertThat(sum(simulation.developers(), true)).isBetween(11 * 500L, 11 * 150_00L);
  }

  @Test
  void nowIsWhatTheStatementsSayAndNothingIsRecorded() throws IOException {
    report(agreement, "2026-11", "USD", 77_777);
    long size = test.logSize();
    Simulation simulation =
        trust.simulations().run(RateCard.parse("2%"), TestTrust.PERIOD, Period.parse("2026-11"));
    assertThat(test.logSize()).isEqualTo(size);
    assertThat(simulation.developers()).allMatch(each -> each.change().isZero());
    assertThat(simulation.payees()).allMatch(each -> each.change().isZero());
    long due = 0;
    long ada = 0;
    for (Period period : List.of(TestTrust.PERIOD, Period.parse("2026-11"))) {
      for (Statement statement : trust.issueStatements(period)) {
        due += statement.due().minorUnits();
        for (StatementLine line : statement.lines()) {
          ada += line.name().equals("Ada Ltd") ? line.amount().minorUnits() : 0;
        }
      }
    }
    assertThat(sum(simulation.developers(), false)).isEqualTo(due);
    Difference holder =
        simulation.payees().stream()
            .filter(each -> each.name().equals("Ada Ltd"))
            .findFirst()
            .orElseThrow();
    assertThat(holder.now().minorUnits()).isEqualTo(ada);
    Simulation after =
        trust.simulations().run(RateCard.parse("2%"), TestTrust.PERIOD, Period.parse("2026-11"));
    assertThat(after).isEqualTo(simulation);
  }

  @Test
  void monthsOutsideCountNotAtAll() throws IOException {
    report(agreement, "2026-11", "USD", 77_777);
    Simulation simulation =
        trust.simulations().run(RateCard.parse("4%"), TestTrust.PERIOD, TestTrust.PERIOD);
    assertThat(simulation.reports()).isEqualTo(1);
    assertThat(simulation.developers().get(0).change())
        .isEqualTo(Money.of(3400_03 - 1700_02, "USD"));
    assertThat(trust.simulations().run(RateCard.parse("4%"), JANUARY, JANUARY).developers())
        .isEmpty();
  }

  @Test
  void aReportThatTheCardCannotPriceIsLeftOutOfBothSides() throws IOException {
    report(agreement, "2026-11", "EUR", 100_00);
    Simulation minimum =
        trust.simulations().run(RateCard.parse("minimum EUR 9.00 or 2%"), JANUARY, DECEMBER);
    assertThat(minimum.leftOut().stream().map(LeftOut::period)).containsExactly(TestTrust.PERIOD);
    assertThat(minimum.leftOut().get(0).why()).contains("cannot price USD");
    assertThat(minimum.reports()).isEqualTo(1);
    assertThat(minimum.developers()).hasSize(1);
    assertThat(minimum.developers().get(0).now()).isEqualTo(Money.of(2_00, "EUR"));
    assertThat(minimum.developers().get(0).then()).isEqualTo(Money.of(9_00, "EUR"));
    RateCard units = RateCard.parse("per-unit USD 1.00 per 1 seats");
    assertThat(trust.simulations().run(units, JANUARY, DECEMBER).leftOut()).hasSize(2);
  }

  private void report(Agreement signed, String period, String currency, long gross)
      throws IOException {
    trust.reportRevenue(signed.id(), Period.parse(period), Money.of(gross, currency), List.of());
  }

  private static long sum(List<Difference> differences, boolean then) {
    return differences.stream()
        .mapToLong(each -> (then ? each.then() : each.now()).minorUnits())
        .sum();
  }

  static LongStream seeds() {
    return LongStream.range(1, 6);
  }
}
