package org.estover.licensing.terms.agreement;

import org.estover.ledger.book.Money;

/**
 * The greater of a fixed amount per period and what another card says.
 *
 * @param least the amount due at least, above zero
 * @param card the card that can make it more
 */
public record Minimum(Money least, RateCard card) implements RateCard {

  public Minimum {
    if (least.isNegative() || least.isZero()) {
      throw Errors.badMinimum(least);
    }
    if (card instanceof Minimum || !card.accepts(least.currency())) {
      throw Errors.badMinimum(least, card);
    }
  }

  @Override
  public Ratio exactMinorUnits(Money netRevenue) {
    Ratio floor = Ratio.ONE.ofMinorUnits(least);
    Ratio earned = card.exactMinorUnits(netRevenue);
    return earned.compareTo(floor) > 0 ? earned : floor;
  }

  @Override
  public String why(Money netRevenue) {
    return "the greater of " + least + " and " + card.why(netRevenue);
  }

  @Override
  public boolean accepts(String currency) {
    return least.currency().equals(currency);
  }

  @Override
  public String canonical() {
    return "minimum " + least + " or " + card.canonical();
  }
}
