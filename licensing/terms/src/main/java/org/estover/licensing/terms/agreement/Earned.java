package org.estover.licensing.terms.agreement;

import java.util.List;

/** What cards that take a share of revenue have in common: the trust's share multiplies it. */
final class Earned {

  private Earned() {}

  static Ratio exact(Ratio ofNet, RoyaltyBasis base) {
    return ofNet.times(base.trustShare());
  }

  static String why(String formula, RoyaltyBasis base) {
    return isWhole(base) ? formula : base.trustShare() + " of (" + formula + ")";
  }

  static List<Step> steps(String formula, Ratio ofNet, RoyaltyBasis base) {
    Step earned = new Step(formula, ofNet);
    if (isWhole(base)) {
      return List.of(earned);
    }
    String share = "times " + base.trustShare() + ", the trust's share of the training tokens";
    return List.of(earned, new Step(share, exact(ofNet, base)));
  }

  private static boolean isWhole(RoyaltyBasis base) {
    return base.trustShare().equals(Ratio.ONE);
  }
}
