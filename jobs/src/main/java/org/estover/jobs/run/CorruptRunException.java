package org.estover.jobs.run;

import java.io.IOException;

/** A file that a run wrote is not what was written; the message names it and the cure. */
public final class CorruptRunException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptRunException(String message) {
    super(message);
  }
}
