package org.estover.licensing.terms.agreement;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.estover.ledger.book.Money;

/**
 * What another card says, recouped from an amount that was paid ahead until that is used up. The
 * amount due is the other card's: an advance changes when it is paid, never how much.
 *
 * @param paidAhead above zero; never given back
 * @param card the card whose amounts due are recouped
 */
public record Advance(Money paidAhead, RateCard card) implements RateCard {

  public Advance {
    boolean positive = !paidAhead.isNegative() && !paidAhead.isZero();
    if (!positive || card instanceof Advance || !card.accepts(paidAhead.currency())) {
      throw Errors.badAdvance(paidAhead, card);
    }
  }

  @Override
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    return card.exactMinorUnits(base);
  }

  @Override
  public String why(RoyaltyBasis base) {
    return card.why(base);
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    return card.steps(base);
  }

  @Override
  public boolean accepts(String currency) {
    return paidAhead.currency().equals(currency);
  }

  @Override
  public Set<String> units() {
    return card.units();
  }

  @Override
  public Optional<Money> advance() {
    return Optional.of(paidAhead);
  }

  @Override
  public String canonical() {
    return "advance " + paidAhead + " against " + card.canonical();
  }
}
