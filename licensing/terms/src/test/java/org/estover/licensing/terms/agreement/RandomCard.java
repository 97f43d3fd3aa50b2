package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.ledger.book.Money;

/** Makes rate cards and what they are applied to from seeds. */
public final class RandomCard {

  private static final String CURRENCY = "USD";

  private final SplittableRandom random;

  /** Cards and bases from a seed. */
  public RandomCard(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A card of any form. */
  public RateCard card() {
    RateCard card = price();
    Money least = money(5_000);
    if (random.nextBoolean()) {
      card = new Minimum(least, card);
    }
    if (random.nextBoolean()) {
      card = new Cap(least.plus(money(50_000)), card);
    }
    return random.nextInt(4) == 0 ? new Advance(money(90_000), card) : card;
  }

  /** A card without minimum, cap or advance. */
  public RateCard price() {
    if (random.nextInt(3) > 0) {
      return random.nextInt(4) == 0 ? unit() : earned();
    }
    List<RateCard> cards = new ArrayList<>(List.of(earned(), unit()));
    if (random.nextBoolean()) {
      cards.add(earned());
    }
    return new GreaterOf(cards);
  }

  /** What is earned on revenue. */
  public RateCard earned() {
    RateCard card = random.nextBoolean() ? new PercentOfRevenue(ratio()) : tiers();
    if (random.nextBoolean()) {
      return card;
    }
    Map<VerificationLevel, Ratio> levels = new EnumMap<>(VerificationLevel.class);
    levels.put(VerificationLevel.L1, Ratio.of(random.nextInt(10), 40));
    levels.put(VerificationLevel.L2, Ratio.of(10 + random.nextInt(10), 40));
    Map<LicenseeClass, Ratio> licensees = new EnumMap<>(LicenseeClass.class);
    licensees.put(LicenseeClass.RESEARCH, ratio());
    return new Discount(levels, licensees, card);
  }

  private RateCard unit() {
    return new PerUnit(money(900), 1 + random.nextInt(100), "subscribers");
  }

  private Tiered tiers() {
    List<Tiered.Tier> tiers = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      tiers.add(new Tiered.Tier(Money.of(from, CURRENCY), ratio()));
      from += 1 + random.nextInt(300_000);
    }
    return new Tiered(tiers);
  }

  /** What a card is applied to. */
  public RoyaltyBasis base() {
    return new RoyaltyBasis(
        Money.of(random.nextLong(random.nextBoolean() ? 1_000 : 2_000_000), CURRENCY),
        new TreeMap<>(Map.of("subscribers", random.nextLong(5_000))),
        of(LicenseeClass.values()),
        of(VerificationLevel.values()),
        random.nextBoolean() ? Ratio.ONE : ratio());
  }

  private <T> T of(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Zero to one. */
  public Ratio ratio() {
    return Ratio.of(random.nextInt(998), 997);
  }

  /** Above zero. */
  public Money money(int bound) {
    return Money.of(1 + random.nextInt(bound), CURRENCY);
  }
}
