package org.estover.ledger.log;

import java.io.IOException;

/** Something was written by a version of this software that knows more than this one. */
public final class FormatTooNewException extends IOException {

  private static final long serialVersionUID = 1L;

  FormatTooNewException(String message) {
    super(message);
  }
}
