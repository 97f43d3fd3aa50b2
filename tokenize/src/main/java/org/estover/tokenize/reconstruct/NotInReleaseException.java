package org.estover.tokenize.reconstruct;

import java.io.IOException;

/** A question about a step, a position or a document that the release does not have. */
public final class NotInReleaseException extends IOException {
  private static final long serialVersionUID = 1L;

  NotInReleaseException(String message) {
    super(message);
  }
}
