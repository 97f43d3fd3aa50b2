package org.estover.tokenize.shard;

import java.io.IOException;

/** An item that a format has no form for; the message names it and says what to do. */
public final class UnfitItemException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfitItemException(String message) {
    super(message);
  }
}
