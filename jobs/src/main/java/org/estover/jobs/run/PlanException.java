package org.estover.jobs.run;

import java.io.IOException;

/** A plan that cannot be run as written; the message names file, line and cure. */
public final class PlanException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String complaint;

  PlanException(String message) {
    this(message, 0, message);
  }

  private PlanException(String message, int line, String complaint) {
    super(message);
    this.line = line;
    this.complaint = complaint;
  }

  /** A complaint about a line of a file. */
  static PlanException at(String file, int line, String complaint) {
    return new PlanException(file + ":" + line + ": " + complaint, line, complaint);
  }

  /** The line, or 0 where none is meant. */
  int line() {
    return line;
  }

  /** What is wrong, without where. */
  String complaint() {
    return complaint;
  }
}
