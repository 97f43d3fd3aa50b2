package org.estover.tokenize.release;

import java.io.IOException;

/**
 * A release's file that is not as the manifest or its sums say; the message names place and cure.
 */
public final class CorruptReleaseException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The block of damage that concerns the file as a whole. */
  public static final long WHOLE_FILE = -1;

  private final String file;
  private final long block;
  private final String problem;

  /** Tells file, block, problem and cure. */
  public CorruptReleaseException(String file, long block, String problem, String cure) {
    super(file + ": " + problem + "; " + cure);
    this.file = file;
    this.block = block;
    this.problem = problem;
  }

  /** What is wrong with the file. */
  public String problem() {
    return problem;
  }

  /** The damaged file, as it was opened. */
  public String file() {
    return file;
  }

  /** The damaged block of 4 KiB, counted from 0, or {@link #WHOLE_FILE}. */
  public long block() {
    return block;
  }
}
