package org.estover.jobs.rows;

import java.io.IOException;
import java.nio.file.Path;

/** Every message of this package, so that their wording is read in one place. */
final class Errors {
  private Errors() {}

  static IOException unreadable(Path file, long rows, Exception cause) {
    return new IOException(
        file
            + ": row "
            + rows
            + " cannot be read ("
            + cause.getMessage()
            + "); the file is damaged: remove its stage's folder and run the plan again",
        cause);
  }

  static IOException tooFewRows(Path file, long rows) {
    return new IOException(
        file
            + ": ends after "
            + rows
            + " rows, but the file it lies beside has more;"
            + " remove its stage's folder and run the plan again");
  }
}
