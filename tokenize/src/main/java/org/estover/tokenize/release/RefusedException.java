package org.estover.tokenize.release;

import java.io.IOException;

/** An answer of a server that asking again would not change. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
