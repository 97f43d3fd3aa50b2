package org.estover.licensing.portal.audit;

import java.io.IOException;

/** A file of the activity log does not hold what was written to it. */
public final class CorruptActivityException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptActivityException(String message) {
    super(message);
  }
}
