package org.estover.licensing.terms.agreement;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.estover.ledger.book.Money;

/**
 * A fixed price per unit sold, whatever it was sold for. Neither the trust's share of the tokens
 * nor a discount changes it, so it is a floor beneath what is earned on revenue.
 *
 * @param price for that many units, zero or more
 * @param per how many units the price is for, above zero
 * @param unit what is counted, a kebab-case word
 */
public record PerUnit(Money price, long per, String unit) implements RateCard {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public PerUnit {
    if (price.isNegative() || per <= 0 || !WORD.matcher(unit).matches()) {
      throw Errors.badUnit(price, per, unit);
    }
  }

  @Override
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    return Ratio.of(base.count(unit), per).ofMinorUnits(price);
  }

  @Override
  public String why(RoyaltyBasis base) {
    return price + " per " + per + " of " + base.count(unit) + " " + unit;
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    return List.of(new Step(why(base), exactMinorUnits(base)));
  }

  @Override
  public boolean accepts(String currency) {
    return price.currency().equals(currency);
  }

  @Override
  public Set<String> units() {
    return Set.of(unit);
  }

  @Override
  public String canonical() {
    return "per-unit " + price + " per " + per + " " + unit;
  }
}
