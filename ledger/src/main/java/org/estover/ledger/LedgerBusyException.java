package org.estover.ledger;

/** Another process holds the right to write to the ledger; it may give it up soon. */
public final class LedgerBusyException extends LedgerRefusedException {

  private static final long serialVersionUID = 1L;

  LedgerBusyException(String message) {
    super(message);
  }
}
