package org.estover.licensing.terms;

import java.io.IOException;

/**
 * A release is not what was sealed, so the trust has nothing to do with it; names the first damage.
 */
public final class DamagedReleaseException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedReleaseException(String message) {
    super(message);
  }
}
