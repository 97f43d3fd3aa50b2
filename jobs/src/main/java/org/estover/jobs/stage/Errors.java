package org.estover.jobs.stage;

import java.io.IOException;

/** Every message of this package, so that their wording is read in one place. */
final class Errors {
  private Errors() {}

  /** What made a Spark job fail: the I/O error that a task met, else a fault of the program. */
  static IOException failed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return new IOException(cause.getMessage(), failure);
      }
    }
    throw new IllegalStateException("a stage failed: " + failure.getMessage(), failure);
  }

  static String setAside(String file, long offset, String reason) {
    return file
        + ": damaged at byte "
        + offset
        + " ("
        + reason
        + "); the rest was used, see 01-crawl/aside";
  }
}
