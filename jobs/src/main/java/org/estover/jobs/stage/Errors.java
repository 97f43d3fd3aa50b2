package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;

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

  static String setAside(String file, long count, long offset, String reason, String asideFile) {
    return file
        + ": "
        + (count == 1 ? "one place" : count + " places")
        + " could not be read, "
        + (count == 1 ? "at " : "the first at ")
        + offset
        + " ("
        + reason
        + "); kept in 01-crawl/aside/"
        + asideFile;
  }

  static IOException tokenizerChanged(String path, String expected, String found) {
    return new IOException(
        path
            + ": the tokenizer has changed while it was in use (digest "
            + found
            + ", expected "
            + expected
            + "); run the plan again");
  }

  static IOException shardChanged(Path file, String expected, String found) {
    return new IOException(
        file
            + ": SHA-256 is "
            + found
            + ", expected "
            + expected
            + "; the file is damaged: remove the folder 06-shard and run the plan again");
  }

  static NothingSurvivedException nothingSurvived(Path run) {
    return new NothingSurvivedException(
        run
            + ": no document is left, so nothing was published;"
            + " \"estover report\" shows which rule dropped how many");
  }

  static IOException interrupted(String source, InterruptedException cause) {
    return new IOException(
        "the crawl of " + source + " was interrupted; run the plan again to start it anew", cause);
  }
}
