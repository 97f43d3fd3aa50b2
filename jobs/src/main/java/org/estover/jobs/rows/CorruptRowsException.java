package org.estover.jobs.rows;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of rows is not what was written; the message names it and the cure. */
public final class CorruptRowsException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptRowsException(String message, @Nullable Exception cause) {
    super(message, cause);
  }
}
