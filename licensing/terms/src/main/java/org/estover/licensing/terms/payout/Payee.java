package org.estover.licensing.terms.payout;

import java.util.Optional;

/**
 * A rights holder as one who is paid.
 *
 * @param partyId id of the rights holder
 * @param name the name, which an erasure removes
 * @param account where the holder is paid, or empty while that is not known
 * @param recordedAt index of the log entry that says so
 */
public record Payee(String partyId, String name, Optional<BankAccount> account, long recordedAt) {

  /** Whether it is known where the holder is paid. */
  public boolean hasAccount() {
    return account.isPresent();
  }
}
