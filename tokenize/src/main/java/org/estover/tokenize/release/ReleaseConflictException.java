package org.estover.tokenize.release;

import java.io.IOException;

/** A folder that already holds another release; a sealed manifest is never replaced. */
public final class ReleaseConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  ReleaseConflictException(String message) {
    super(message);
  }
}
