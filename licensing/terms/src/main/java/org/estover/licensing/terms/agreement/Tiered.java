package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Money;

/**
 * Marginal tiers: each rate applies only to the part of net revenue between its threshold and the
 * next.
 *
 * @param tiers thresholds rising from zero, all of one currency
 */
public record Tiered(List<Tier> tiers) implements RateCard {

  /**
   * One step of the card.
   *
   * @param from the net revenue above which the rate applies
   * @param rate zero to one
   */
  public record Tier(Money from, Ratio rate) {
    public Tier {
      Errors.requireShare("rate", rate);
    }
  }

  public Tiered {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty() || !tiers.get(0).from().isZero()) {
      throw Errors.badTiers("the first threshold must be zero");
    }
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).from().compareTo(tiers.get(i - 1).from()) <= 0) {
        throw Errors.badTiers("threshold " + tiers.get(i).from() + " does not rise");
      }
    }
  }

  @Override
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    return Earned.exact(ofNet(base.net()), base);
  }

  @Override
  public String why(RoyaltyBasis base) {
    return Earned.why(formula(base.net()), base);
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    return Earned.steps(formula(base.net()), ofNet(base.net()), base);
  }

  private Ratio ofNet(Money net) {
    Ratio sum = Ratio.ZERO;
    for (int i = 0; i < tiers.size(); i++) {
      sum = sum.plus(tiers.get(i).rate().ofMinorUnits(part(i, net)));
    }
    return sum;
  }

  private String formula(Money net) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < tiers.size(); i++) {
      Money part = part(i, net);
      if (i == 0 || !part.isZero()) {
        terms.add(tiers.get(i).rate().percent() + " of " + part);
      }
    }
    return String.join(" + ", terms);
  }

  @Override
  public boolean accepts(String currency) {
    return tiers.get(0).from().currency().equals(currency);
  }

  @Override
  public String canonical() {
    StringBuilder text = new StringBuilder("tiers ").append(tiers.get(0).from().currency());
    for (Tier tier : tiers) {
      text.append(' ').append(tier.from().decimal()).append(':').append(tier.rate());
    }
    return text.toString();
  }

  /** What of the revenue falls into tier i: {@code clamp(revenue - lo, 0, hi - lo)}. */
  private Money part(int i, Money revenue) {
    Money low = tiers.get(i).from();
    Money high = revenue;
    if (i + 1 < tiers.size() && tiers.get(i + 1).from().compareTo(revenue) < 0) {
      high = tiers.get(i + 1).from();
    }
    return high.compareTo(low) <= 0 ? Money.zero(revenue.currency()) : high.minus(low);
  }
}
