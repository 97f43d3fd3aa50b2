package org.estover.jobs.run;

import java.io.IOException;

/** A plan that cannot be run as written; the message names file, line and cure. */
public final class PlanException extends IOException {
  private static final long serialVersionUID = 1L;

  PlanException(String message) {
    super(message);
  }
}
