package org.estover.ledger.log;

import java.io.IOException;

/** A signing key that others than its owner may read; the message has the cure. */
public final class OpenKeyException extends IOException {
  private static final long serialVersionUID = 1L;

  OpenKeyException(String message) {
    super(message);
  }
}
