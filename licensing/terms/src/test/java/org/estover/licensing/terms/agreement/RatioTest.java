package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RatioTest {

  @Test
  void percentDecimalAndFractionAreOneNumber() {
    assertThat(Ratio.parse("2%")).isEqualTo(Ratio.parse("0.02")).isEqualTo(Ratio.parse("1/50"));
    assertThat(Ratio.parse("2.5%")).hasToString("1/40");
    assertThat(Ratio.parse("0/7")).isEqualTo(Ratio.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1%", "1/0", "2 %", "1e3", "٣%", ".5", "1/2/3", "0x1"})
  void refusesWhatIsNoRatio(String text) {
    assertThatThrownBy(() -> Ratio.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void halvesGoToTheEvenNeighbour() {
    assertThat(Ratio.of(1, 2).halfEven()).isEqualTo(0);
    assertThat(Ratio.of(3, 2).halfEven()).isEqualTo(2);
    assertThat(Ratio.of(5, 2).halfEven()).isEqualTo(2);
    assertThat(Ratio.of(5, 3).halfEven()).isEqualTo(2);
  }

  @Test
  void percentShowsWhetherItIsExact() {
    assertThat(Ratio.parse("70%").percent()).isEqualTo("70%");
    assertThat(Ratio.parse("0.0125%").percent()).isEqualTo("0.0125%");
    assertThat(Ratio.of(1, 3).percent()).isEqualTo("~33.3333%");
    assertThat(Ratio.of(1, 100_000_000).percent()).isEqualTo("~0%");
    assertThat(Ratio.ZERO.percent()).isEqualTo("0%");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void halfEvenAgreesWithBigDecimal(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      long numerator = random.nextLong(Long.MAX_VALUE);
      long denominator = 1 + random.nextLong(1L << random.nextInt(1, 62));
      BigInteger expected =
          new BigDecimal(numerator)
              .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_EVEN)
              .toBigIntegerExact();
      assertThat(Ratio.of(numerator, denominator).halfEven()).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void textReadsBackAsTheSameRatio(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      Ratio ratio = Ratio.of(random.nextLong(1L << 40), 1 + random.nextLong(1L << 40));
      assertThat(Ratio.parse(ratio.toString())).isEqualTo(ratio);
    }
  }

  @Test
  void ratioOfMoneyIsExact() {
    assertThat(Ratio.parse("1/3").ofMinorUnits(Money.of(Long.MAX_VALUE, "USD")).numerator())
        .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE));
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 10)
        : LongStream.of(Long.getLong("seed"));
  }
}
