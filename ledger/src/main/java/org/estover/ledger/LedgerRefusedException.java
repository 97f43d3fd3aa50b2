package org.estover.ledger;

import java.io.IOException;

/** The ledger is whole and will not do what was asked; the message says why and what to do. */
public class LedgerRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says why; also for decisions that others make ({@link AppendQueue.Decision}). */
  public LedgerRefusedException(String message) {
    super(message);
  }
}
