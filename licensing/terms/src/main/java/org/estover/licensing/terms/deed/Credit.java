package org.estover.licensing.terms.deed;

import java.math.BigInteger;
import java.util.SortedMap;

/** Who is paid for what the data of rights holders earned, and in which proportions. */
@FunctionalInterface
public interface Credit {

  /** Everyone is paid for what is theirs. */
  Credit OWN = holders -> holders;

  /**
   * The payees' weights of holders' weights. Names are those of rights holders, the empty name is
   * nobody known; proportions are exact, so that the sum may be another.
   */
  SortedMap<String, BigInteger> payees(SortedMap<String, BigInteger> holders);

  /** This credit, and then another for what it says. */
  default Credit then(Credit next) {
    return holders -> next.payees(payees(holders));
  }
}
