package org.estover.licensing.terms;

import java.io.IOException;

/**
 * The terms do not allow what was asked; nothing was recorded. The message says why and the cure.
 */
public final class TermsRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  TermsRefusedException(String message) {
    super(message);
  }
}
