package org.estover.jobs.cli;

import java.io.IOException;

/** A release archive does not hold what was exported; the message names the file and the cure. */
final class DamagedArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedArchiveException(String message) {
    super(message);
  }
}
