package org.estover.ledger.log;

import java.io.IOException;

/** Stored bytes of a ledger are not what its signed checkpoint or its log entries name. */
public final class CorruptLogException extends IOException {

  private static final long serialVersionUID = 1L;

  /** With a message that names the file, the place, and the cure. */
  public CorruptLogException(String message) {
    super(message);
  }
}
