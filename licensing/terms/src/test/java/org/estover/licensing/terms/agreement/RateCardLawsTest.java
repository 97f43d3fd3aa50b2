package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every rate card, over cards and revenue made from seeds. */
final class RateCardLawsTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void canonicalTextReadsBack(long seed) {
    RateCard card = new RandomCard(seed).card();
    assertThat(RateCard.parse(card.canonical())).isEqualTo(card);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theLastStepIsTheExactAmount(long seed) {
    RandomCard random = new RandomCard(seed);
    RateCard card = random.card();
    RoyaltyBasis base = random.base();
    List<Step> steps = card.steps(base);
    assertThat(steps.get(steps.size() - 1).exact()).isEqualTo(card.exactMinorUnits(base));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theDueIsWithinHalfAUnitOfTheExactAmount(long seed) {
    RandomCard random = new RandomCard(seed);
    RateCard card = random.card();
    RoyaltyBasis base = random.base();
    Ratio twice = card.exactMinorUnits(base).times(Ratio.of(2, 1));
    Ratio due = Ratio.of(2 * card.due(base).minorUnits(), 1);
    assertThat(due).isLessThanOrEqualTo(twice.plus(Ratio.ONE));
    assertThat(twice).isLessThanOrEqualTo(due.plus(Ratio.ONE));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void moreRevenueNeverAsksForLess(long seed) {
    RandomCard random = new RandomCard(seed);
    RateCard card = random.card();
    RoyaltyBasis base = random.base();
    RoyaltyBasis more = withNet(base, base.net().plus(random.money(100_000)));
    assertThat(card.exactMinorUnits(more)).isGreaterThanOrEqualTo(card.exactMinorUnits(base));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aCapIsNeverExceededAndAMinimumNeverMissed(long seed) {
    RandomCard random = new RandomCard(seed);
    RateCard price = random.price();
    RoyaltyBasis base = random.base();
    Money least = random.money(5_000);
    Money most = least.plus(random.money(50_000));
    Money due = new Cap(most, new Minimum(least, price)).due(base);
    assertThat(due).isBetween(least, most);
    Money alone = price.due(base);
    assertThat(due).isIn(least, most, alone);
    Money higher = new Cap(most.plus(random.money(9)), new Minimum(least, price)).due(base);
    assertThat(higher).isGreaterThanOrEqualTo(due);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theGreaterOfIsOneOfItsCardsAndNoneIsGreater(long seed) {
    RandomCard random = new RandomCard(seed);
    GreaterOf greater = new GreaterOf(List.of(random.earned(), random.earned(), random.earned()));
    RoyaltyBasis base = random.base();
    List<Ratio> each = greater.cards().stream().map(card -> card.exactMinorUnits(base)).toList();
    assertThat(each).contains(greater.exactMinorUnits(base));
    assertThat(each)
        .allSatisfy(one -> assertThat(one).isLessThanOrEqualTo(greater.exactMinorUnits(base)));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theTrustsShareMultipliesWhatIsEarned(long seed) {
    RandomCard random = new RandomCard(seed);
    RateCard earned = random.earned();
    RoyaltyBasis base = random.base();
    RoyaltyBasis whole =
        new RoyaltyBasis(base.net(), base.units(), base.licensee(), base.level(), Ratio.ONE);
    assertThat(earned.exactMinorUnits(base))
        .isEqualTo(earned.exactMinorUnits(whole).times(base.trustShare()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void moreVerifiedNeverOwesMore(long seed) {
    RandomCard random = new RandomCard(seed);
    RateCard card = random.card();
    RoyaltyBasis base = random.base();
    Ratio before = null;
    for (VerificationLevel level : VerificationLevel.values()) {
      RoyaltyBasis at =
          new RoyaltyBasis(base.net(), base.units(), base.licensee(), level, base.trustShare());
      Ratio exact = card.exactMinorUnits(at);
      assertThat(before == null || exact.compareTo(before) <= 0).isTrue();
      before = exact;
    }
  }

  private static RoyaltyBasis withNet(RoyaltyBasis base, Money net) {
    return new RoyaltyBasis(net, base.units(), base.licensee(), base.level(), base.trustShare());
  }

  static LongStream seeds() {
    return RatioTest.seeds();
  }
}
