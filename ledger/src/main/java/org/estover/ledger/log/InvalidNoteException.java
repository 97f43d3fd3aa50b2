package org.estover.ledger.log;

import java.io.IOException;

/** A signed note is malformed or not signed by the known keys. */
public final class InvalidNoteException extends IOException {

  private static final long serialVersionUID = 1L;

  InvalidNoteException(String message) {
    super(message);
  }
}
