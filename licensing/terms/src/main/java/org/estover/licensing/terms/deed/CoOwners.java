package org.estover.licensing.terms.deed;

import java.math.BigInteger;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * Shares what a rights holder earns between those who own it together.
 *
 * <p>All weights are multiplied by one number, so that every share is whole and nothing is rounded:
 * the common multiple of the shares' denominators. What an owner gets is not shared a second time.
 */
public final class CoOwners implements Credit {

  private final SortedMap<String, Ownership> ownerships = new TreeMap<>();
  private BigInteger unit = BigInteger.ONE;

  /** The sharing that agreements say, at most one for a rights holder. */
  public CoOwners(Collection<Ownership> agreed) {
    for (Ownership ownership : agreed) {
      ownerships.put(ownership.name(), ownership);
      for (Ownership.Owner owner : ownership.owners()) {
        BigInteger denominator = owner.share().denominator();
        unit = unit.multiply(denominator).divide(unit.gcd(denominator));
      }
    }
  }

  @Override
  public SortedMap<String, BigInteger> payees(SortedMap<String, BigInteger> holders) {
    if (holders.keySet().stream().noneMatch(ownerships::containsKey)) {
      return holders;
    }
    SortedMap<String, BigInteger> payees = new TreeMap<>();
    holders.forEach(
        (holder, weight) -> {
          Ownership ownership = ownerships.get(holder);
          if (ownership == null) {
            payees.merge(holder, weight.multiply(unit), BigInteger::add);
          } else {
            for (Ownership.Owner owner : ownership.owners()) {
              Ratio share = owner.share();
              BigInteger part =
                  weight.multiply(share.numerator()).multiply(unit.divide(share.denominator()));
              payees.merge(owner.name(), part, BigInteger::add);
            }
          }
        });
    return payees;
  }
}
