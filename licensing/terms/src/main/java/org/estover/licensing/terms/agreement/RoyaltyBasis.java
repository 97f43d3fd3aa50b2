package org.estover.licensing.terms.agreement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;

/**
 * What a rate card is applied to.
 *
 * @param net net revenue, zero or more
 * @param units how many of what was sold, by the name of the unit
 * @param licensee as what the developer is licensed
 * @param level how far its training was verified
 * @param trustShare share of the training tokens that came from the trust, zero to one
 */
public record RoyaltyBasis(
    Money net,
    SortedMap<String, Long> units,
    LicenseeClass licensee,
    VerificationLevel level,
    Ratio trustShare) {

  public RoyaltyBasis {
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    Errors.requireShare("the trust's share", trustShare);
  }

  /** Net revenue of a commercial developer that trains on the trust's data only, unverified. */
  public static RoyaltyBasis of(Money net) {
    return new RoyaltyBasis(
        net, new TreeMap<>(), LicenseeClass.COMMERCIAL, VerificationLevel.L0, Ratio.ONE);
  }

  /** How many of a unit were sold; zero where none were reported. */
  long count(String unit) {
    return units.getOrDefault(unit, 0L);
  }
}
