package org.estover.ledger.vault;

import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LogEntry;

/**
 * A log entry together with the payload that it commits to.
 *
 * @param index index of the log entry, from 0
 * @param entry the log entry
 * @param payload the payload, or {@link VaultPayload#EMPTY} where it was erased
 * @param erased whether the payload was erased
 */
public record LoggedFact(long index, LogEntry entry, VaultPayload payload, boolean erased) {

  public Fact fact() {
    return entry.fact();
  }
}
