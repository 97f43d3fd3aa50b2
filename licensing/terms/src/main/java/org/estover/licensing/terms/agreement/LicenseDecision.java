package org.estover.licensing.terms.agreement;

/**
 * What the trust decided on a request.
 *
 * @param accepted whether the developer can sign
 * @param reason why, for the developer
 */
public record LicenseDecision(boolean accepted, String reason) {

  /** The decision as the ledger writes it. */
  public String word() {
    return accepted ? "accepted" : "declined";
  }
}
