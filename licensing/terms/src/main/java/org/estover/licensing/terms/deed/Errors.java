package org.estover.licensing.terms.deed;

import java.math.BigInteger;
import org.estover.licensing.terms.agreement.Ratio;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException nobody(String name, String claimId) {
    return new IllegalArgumentException(
        "a payee \"" + name + "\" by claim \"" + claimId + "\" without a party: name the party");
  }

  static IllegalArgumentException heldWithoutClaim(String name) {
    return new IllegalArgumentException(
        "money of \"" + name + "\" is held for no claim: only a claim can be contested");
  }

  static IllegalArgumentException badWeights(BigInteger unit) {
    return new IllegalArgumentException(
        "payees' weights with unit " + unit + ": expected all of them above zero");
  }

  static IllegalArgumentException noShare(String owner) {
    return new IllegalArgumentException(
        "co-owner \"" + owner + "\" has no share: leave the owner out, or give a share above zero");
  }

  static IllegalArgumentException notTheWhole(Ratio sum) {
    return new IllegalArgumentException(
        "the co-owners' shares sum to "
            + sum
            + " ("
            + sum.percent()
            + "): expected exactly 100%, each owner named once");
  }
}
