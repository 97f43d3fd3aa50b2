package org.estover.licensing.terms.deed;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * By what weights the holders' part of an amount is split over payees.
 *
 * <p>A payee's tokens are {@code weight / unit}: a share of a co-owner need not be a whole number
 * of tokens, but all shares of one holder sum to the holder's tokens exactly.
 *
 * @param weights above zero each, in the order of payees
 * @param unit what one token weighs, above zero
 */
public record PayeeWeights(SortedMap<Payee, BigInteger> weights, BigInteger unit) {

  public PayeeWeights {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    if (unit.signum() <= 0 || weights.values().stream().anyMatch(w -> w.signum() <= 0)) {
      throw Errors.badWeights(unit);
    }
  }

  /** The weights of exact numbers of tokens; payees with none are left out. */
  static PayeeWeights of(Map<Payee, Ratio> tokens) {
    BigInteger unit = BigInteger.ONE;
    for (Ratio each : tokens.values()) {
      unit = unit.multiply(each.denominator()).divide(unit.gcd(each.denominator()));
    }
    TreeMap<Payee, BigInteger> weights = new TreeMap<>();
    for (Map.Entry<Payee, Ratio> entry : tokens.entrySet()) {
      Ratio each = entry.getValue();
      BigInteger weight = each.numerator().multiply(unit.divide(each.denominator()));
      if (weight.signum() > 0) {
        weights.put(entry.getKey(), weight);
      }
    }
    return new PayeeWeights(weights, unit);
  }

  /** The sum of all weights. */
  public BigInteger total() {
    return weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** A payee's exact tokens. */
  public Ratio tokens(Payee payee) {
    return new Ratio(weights.getOrDefault(payee, BigInteger.ZERO), unit);
  }
}
