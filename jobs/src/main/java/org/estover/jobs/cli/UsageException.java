package org.estover.jobs.cli;

import java.io.IOException;

/** A command that cannot do what it was told; the message names the cure. */
final class UsageException extends IOException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
