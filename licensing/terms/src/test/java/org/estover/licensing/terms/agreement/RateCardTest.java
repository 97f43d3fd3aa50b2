package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateCardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "percent 1/50",
        "tiers USD 0.00:1/50 1000000.00:1/100",
        "minimum EUR 500.00 or percent 1/40",
        "minimum JPY 500 or tiers JPY 0:1/10 1000:1/20",
      })
  void canonicalTextReadsBack(String text) {
    assertThat(RateCard.parse(text).canonical()).isEqualTo(text);
  }

  @Test
  void aLoneRatioIsAPercentCard() {
    assertThat(RateCard.parse("2%")).isEqualTo(RateCard.parse("percent 0.02"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "101%",
        "tiers USD",
        "tiers USD 5.00:1%",
        "tiers USD 0:1% 0:2%",
        "tiers USD 0.001:1%",
        "minimum USD 0.00 or 1%",
        "minimum USD 5.00",
        "minimum USD 5.00 or tiers EUR 0:1%",
        "minimum USD 1.00 or minimum USD 2.00 or 1%",
        "half",
      })
  void refusesCardsThatMakeNoSense(String text) {
    assertThatThrownBy(() -> RateCard.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneRoundingAtTheEnd() {
    RateCard card = RateCard.parse("tiers USD 0.00:1/3 1.00:1/3 2.00:1/3");
    assertThat(due(card, Money.of(299, "USD"))).isEqualTo(Money.of(100, "USD"));
  }

  @Test
  void refusesToPriceAnotherCurrencyOrLess() {
    RateCard card = RateCard.parse("minimum USD 5.00 or 1%");
    assertThatThrownBy(() -> due(card, Money.of(1, "EUR"))).hasMessageContaining("EUR");
    assertThatThrownBy(() -> due(card, Money.of(-1, "USD"))).hasMessageContaining("USD -0.01");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tiersAreTheSumOverEveryUnitOfRevenue(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Tiered.Tier> tiers = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      tiers.add(new Tiered.Tier(Money.of(from, "USD"), Ratio.of(random.nextInt(101), 100)));
      from += 1 + random.nextInt(300);
    }
    long revenue = random.nextInt(1000);
    BigDecimal hundredths = BigDecimal.ZERO;
    for (long unit = 0; unit < revenue; unit++) {
      long at = unit;
      Tiered.Tier tier =
          tiers.stream()
              .filter(t -> t.from().minorUnits() <= at)
              .reduce((first, second) -> second)
              .orElseThrow();
      BigDecimal rate =
          new BigDecimal(tier.rate().numerator().multiply(java.math.BigInteger.valueOf(100)))
              .divide(new BigDecimal(tier.rate().denominator()), RoundingMode.UNNECESSARY);
      hundredths = hundredths.add(rate);
    }
    long expected = hundredths.movePointLeft(2).setScale(0, RoundingMode.HALF_EVEN).longValue();
    assertThat(due(new Tiered(tiers), Money.of(revenue, "USD")).minorUnits()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aMinimumNeverLowersWhatIsDue(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Money least = Money.of(1 + random.nextInt(10_000), "USD");
    RateCard card = new PercentOfRevenue(Ratio.of(random.nextInt(100), 997));
    Money revenue = Money.of(random.nextInt(1_000_000), "USD");
    Money due = due(new Minimum(least, card), revenue);
    assertThat(due).isGreaterThanOrEqualTo(least).isGreaterThanOrEqualTo(due(card, revenue));
    assertThat(due).isIn(least, due(card, revenue));
  }

  private static Money due(RateCard card, Money net) {
    return card.due(RoyaltyBase.of(net));
  }

  static LongStream seeds() {
    return RatioTest.seeds();
  }
}
