package org.estover.licensing.terms.obligation;

import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.VerificationLevel;

/**
 * What the training itself changes in a price.
 *
 * @param level how far it was verified
 * @param trustShare share of the training tokens that came from the trust, zero to one; it
 *     multiplies what is earned on revenue
 */
public record Pricing(VerificationLevel level, Ratio trustShare) {

  /** Training that is self-declared, on the trust's data only. */
  public static final Pricing PLAIN = new Pricing(VerificationLevel.L0, Ratio.ONE);

  public Pricing {
    if (trustShare.compareTo(Ratio.ONE) > 0) {
      throw Errors.badTrustShare(trustShare);
    }
  }
}
