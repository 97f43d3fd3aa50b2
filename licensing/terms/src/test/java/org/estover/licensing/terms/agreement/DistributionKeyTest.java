package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DistributionKeyTest {

  @Test
  void refusesSharesThatAreNotTheWhole() {
    assertThatThrownBy(() -> DistributionKey.parse("10% 20% 69.99%"))
        .hasMessageContaining("99.99%")
        .hasMessageContaining("exactly 100%");
    assertThatThrownBy(() -> DistributionKey.parse("50% 50%")).hasMessageContaining("three");
  }

  @Test
  void canonicalTextReadsBack() {
    DistributionKey key = DistributionKey.parse("10%, 20%, 70%");
    assertThat(key.canonical()).isEqualTo("1/10 1/5 7/10");
    assertThat(DistributionKey.parse(key.canonical())).isEqualTo(key);
  }

  @Test
  void fourSharesHaveTheReserveInTheSecondPlace() {
    DistributionKey key = DistributionKey.parse("10% 5% 15% 70%");
    assertThat(key.canonical()).isEqualTo("1/10 1/20 3/20 7/10");
    assertThat(DistributionKey.parse(key.canonical())).isEqualTo(key);
    assertThat(key.split(Money.of(1_000, "USD")).reserve()).isEqualTo(Money.of(50, "USD"));
    assertThat(DistributionKey.parse("10% 0% 20% 70%"))
        .isEqualTo(DistributionKey.parse("10% 20% 70%"));
  }

  @Test
  void tiesGoToTheFirstPart() {
    DistributionKey.Parts parts = DistributionKey.parse("1/3 1/3 1/3").split(Money.of(4, "USD"));
    assertThat(parts.administration()).isEqualTo(Money.of(2, "USD"));
    assertThat(parts.commons()).isEqualTo(Money.of(1, "USD"));
    assertThat(parts.holders()).isEqualTo(Money.of(1, "USD"));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void partsSumToTheUnitAndAreOffByLessThanOne(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      int whole = 2 + random.nextInt(1_000_000);
      int administration = random.nextInt(whole);
      int commons = random.nextInt(whole - administration);
      DistributionKey key =
          new DistributionKey(
              Ratio.of(administration, whole),
              Ratio.of(commons, whole),
              Ratio.of(whole - administration - commons, whole));
      Money due = Money.of(random.nextLong(Long.MAX_VALUE), "USD");
      DistributionKey.Parts parts = key.split(due);
      assertThat(parts.administration().plus(parts.commons()).plus(parts.holders())).isEqualTo(due);
      Ratio exact = key.holders().ofMinorUnits(due);
      long units = parts.holders().minorUnits();
      assertThat(exact).isLessThan(Ratio.of(units, 1).plus(Ratio.ONE));
      assertThat(exact.plus(Ratio.ONE)).isGreaterThan(Ratio.of(units, 1));
    }
  }

  static LongStream seeds() {
    return RatioTest.seeds();
  }
}
