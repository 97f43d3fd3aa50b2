package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
        "discount l1:1/10 l2:1/5 research:1/1 on percent 1/50",
        "discount small:1/2 on tiers USD 0.00:1/50 1000000.00:1/100",
        "per-unit USD 1.50 per 1000 subscribers",
        "greater of percent 1/50 and per-unit USD 1.50 per 1000 subscribers",
        "cap USD 90000.00 on minimum USD 500.00 or percent 1/50",
        "advance USD 5000.00 against cap USD 900.00 on minimum USD 5.00 or greater of discount"
            + " l2:1/5 on percent 1/50 and per-unit USD 1.50 per 1000 subscribers",
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
        "cap USD 0.00 on 1%",
        "cap USD 5.00 on cap USD 6.00 on 1%",
        "cap USD 5.00 on minimum USD 6.00 or 1%",
        "minimum USD 5.00 or cap USD 6.00 on 1%",
        "advance USD 0.00 against 1%",
        "advance USD 5.00 against advance USD 6.00 against 1%",
        "advance USD 5.00 against minimum EUR 6.00 or 1%",
        "cap USD 5.00 on advance USD 6.00 against 1%",
        "discount on 1%",
        "discount l1 on 1%",
        "discount l9:1% on 1%",
        "discount big:1% on 1%",
        "discount l1:1% l1:2% on 1%",
        "discount l1:2% l2:1% on 1%",
        "discount l1:101% on 1%",
        "discount l1:1% on minimum USD 5.00 or 1%",
        "greater of 1%",
        "greater of 1% and minimum USD 5.00 or 1%",
        "per-unit USD 1.50 per 0 subscribers",
        "per-unit USD 1.50 per 1000",
        "per-unit USD -1.50 per 1000 subscribers",
        "per-unit USD 1.50 per 1000 Subscribers",
      })
  void refusesCardsThatMakeNoSense(String text) {
    assertThatThrownBy(() -> RateCard.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLevelThatIsNotNamedHasTheDiscountOfTheNextLowerOne() {
    RateCard card = RateCard.parse("discount l1:1/10 on percent 1/1");
    Money net = Money.of(100, "USD");
    List<Long> due = new ArrayList<>();
    for (VerificationLevel level : VerificationLevel.values()) {
      RoyaltyBasis base =
          new RoyaltyBasis(net, new TreeMap<>(), LicenseeClass.COMMERCIAL, level, Ratio.ONE);
      due.add(card.due(base).minorUnits());
    }
    assertThat(due).containsExactly(100L, 90L, 90L);
  }

  @Test
  void onlyUnitsThatAreNotReportedAreFree() {
    RateCard card = RateCard.parse("per-unit USD 1.50 per 1000 subscribers");
    assertThat(card.units()).containsExactly("subscribers");
    assertThat(due(card, Money.of(100, "USD"))).isEqualTo(Money.zero("USD"));
  }

  @Test
  void anAdvanceChangesNoAmountDue() {
    RateCard card = RateCard.parse("advance USD 5.00 against 2%");
    assertThat(due(card, Money.of(100_00, "USD"))).isEqualTo(Money.of(200, "USD"));
    assertThat(card.advance()).contains(Money.of(500, "USD"));
    assertThat(RateCard.parse("2%").advance()).isEmpty();
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
    return card.due(RoyaltyBasis.of(net));
  }

  static LongStream seeds() {
    return RatioTest.seeds();
  }
}
