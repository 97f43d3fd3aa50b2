package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.estover.ledger.book.Money;

/**
 * What another card says, and never more than a fixed amount per period.
 *
 * @param most the amount due at most, above zero, and not below the card's minimum
 * @param card the card that can make it less: no other cap, and no advance
 */
public record Cap(Money most, RateCard card) implements RateCard {

  public Cap {
    if (most.isNegative() || most.isZero()) {
      throw Errors.badCap(most);
    }
    if (card instanceof Cap || card instanceof Advance || !card.accepts(most.currency())) {
      throw Errors.badCap(most, card);
    }
    if (card instanceof Minimum minimum && minimum.least().compareTo(most) > 0) {
      throw Errors.badCap(most, card);
    }
  }

  @Override
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    return card.exactMinorUnits(base).min(Ratio.ONE.ofMinorUnits(most));
  }

  @Override
  public String why(RoyaltyBasis base) {
    return "the lesser of " + most + " and " + card.why(base);
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    List<Step> steps = new ArrayList<>(card.steps(base));
    steps.add(new Step("at most " + most, exactMinorUnits(base)));
    return steps;
  }

  @Override
  public boolean accepts(String currency) {
    return most.currency().equals(currency);
  }

  @Override
  public Set<String> units() {
    return card.units();
  }

  @Override
  public String canonical() {
    return "cap " + most + " on " + card.canonical();
  }
}
