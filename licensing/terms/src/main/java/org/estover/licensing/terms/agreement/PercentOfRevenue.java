package org.estover.licensing.terms.agreement;

import java.util.List;

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
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    return Earned.exact(rate.ofMinorUnits(base.net()), base);
  }

  @Override
  public String why(RoyaltyBasis base) {
    return Earned.why(formula(base), base);
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    return Earned.steps(formula(base), rate.ofMinorUnits(base.net()), base);
  }

  private String formula(RoyaltyBasis base) {
    return rate.percent() + " of " + base.net();
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
