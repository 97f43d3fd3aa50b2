package org.estover.tokenize.release;

import java.io.IOException;

/** A file of a format version that this program does not know yet. */
public final class FormatTooNewException extends IOException {
  private static final long serialVersionUID = 1L;

  FormatTooNewException(String message) {
    super(message);
  }
}
