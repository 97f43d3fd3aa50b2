package org.estover.jobs.run;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that a run wrote is not what was written; the message names it and the cure. */
public final class CorruptRunException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptRunException(String message, @Nullable Exception cause) {
    super(message, cause);
  }

  /**
   * Damage to a file that lies in a stage's folder, beside its completion mark.
   *
   * @param problem what is wrong with the file, and what was expected
   */
  public static CorruptRunException of(Path file, String problem) {
    return Errors.damaged(file, problem, null);
  }

  /** The same, found by failing to read the file. */
  public static CorruptRunException of(Path file, Exception cause) {
    return Errors.damaged(file, cause);
  }

  /**
   * Documents that a stage passed on and that the next one did not find.
   *
   * @param folder the folder of the stage that passed them on
   */
  public static CorruptRunException lost(Path folder, long passedOn, StageName next, long read) {
    return Errors.lost(folder, passedOn, next, read);
  }
}
