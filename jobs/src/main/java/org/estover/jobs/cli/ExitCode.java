package org.estover.jobs.cli;

/** What a command returns to the shell. */
final class ExitCode {
  /** All is well; damaged input was put aside with a warning. */
  static final int OK = 0;

  /** A check found problems, or nothing survived; then nothing was published. */
  static final int FOUND = 1;

  /** The command line or the plan is wrong. */
  static final int USAGE = 2;

  /** Something Estover wrote itself is damaged, or input is and {@code --strict} was given. */
  static final int DAMAGE = 3;

  /** Reading or writing failed, or Estover itself did, which is to be reported. */
  static final int IO = 4;

  private ExitCode() {}
}
