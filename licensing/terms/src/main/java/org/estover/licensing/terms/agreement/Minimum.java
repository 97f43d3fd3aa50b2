package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.estover.ledger.book.Money;

/**
 * The greater of a fixed amount per period and what another card says.
 *
 * @param least the amount due at least, above zero
 * @param card the card that can make it more: no other minimum, cap or advance
 */
public record Minimum(Money least, RateCard card) implements RateCard {

  public Minimum {
    if (least.isNegative() || least.isZero()) {
      throw Errors.badMinimum(least);
    }
    boolean isOutside = card instanceof Minimum || card instanceof Cap || card instanceof Advance;
    if (isOutside || !card.accepts(least.currency())) {
      throw Errors.badMinimum(least, card);
    }
  }

  @Override
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    return card.exactMinorUnits(base).max(Ratio.ONE.ofMinorUnits(least));
  }

  @Override
  public String why(RoyaltyBasis base) {
    return "the greater of " + least + " and " + card.why(base);
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    List<Step> steps = new ArrayList<>(card.steps(base));
    steps.add(new Step("at least " + least, exactMinorUnits(base)));
    return steps;
  }

  @Override
  public boolean accepts(String currency) {
    return least.currency().equals(currency);
  }

  @Override
  public Set<String> units() {
    return card.units();
  }

  @Override
  public String canonical() {
    return "minimum " + least + " or " + card.canonical();
  }
}
