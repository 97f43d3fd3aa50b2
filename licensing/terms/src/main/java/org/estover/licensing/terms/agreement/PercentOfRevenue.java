package org.estover.licensing.terms.agreement;

import org.estover.ledger.book.Money;

/**
 * A fixed share of net revenue.
 *
 * @param rate zero to one
 */
public record PercentOfRevenue(Ratio rate) implements RateCard {

  public PercentOfRevenue {
    Errors.requireShare("rate", rate);
  }

  @Override
  public Ratio exactMinorUnits(Money netRevenue) {
    return rate.ofMinorUnits(netRevenue);
  }

  @Override
  public String why(Money netRevenue) {
    return rate.percent() + " of " + netRevenue;
  }

  @Override
  public boolean accepts(String currency) {
    return true;
  }

  @Override
  public String canonical() {
    return "percent " + rate;
  }
}
