package org.estover.jobs.eval;

import java.io.IOException;

/** A mapping of evaluation sets, or a set, that cannot be read as it is. */
public final class EvalPlanException extends IOException {
  private static final long serialVersionUID = 1L;

  EvalPlanException(String message) {
    super(message);
  }
}
