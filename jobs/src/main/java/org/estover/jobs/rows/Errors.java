package org.estover.jobs.rows;

import java.nio.file.Path;

/** Every message of this package, so that their wording is read in one place. */
final class Errors {
  private static final String CURE = "remove its stage's folder and run the plan again";

  private Errors() {}

  static CorruptRowsException unreadable(Path file, long rows, Exception cause) {
    return new CorruptRowsException(
        file
            + ": row "
            + rows
            + " cannot be read ("
            + cause.getMessage()
            + "); the file is damaged: "
            + CURE,
        cause);
  }

  static CorruptRowsException missing(Path file) {
    return new CorruptRowsException(
        file + ": the file is missing, but others of its stage are there; " + CURE, null);
  }

  static CorruptRowsException tooFewRows(Path file, long rows) {
    return new CorruptRowsException(
        file + ": ends after " + rows + " rows, but the file it lies beside has more; " + CURE,
        null);
  }
}
