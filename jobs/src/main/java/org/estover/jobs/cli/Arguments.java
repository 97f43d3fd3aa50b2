package org.estover.jobs.cli;

import java.util.function.Supplier;

/** Values that people type on the command line. */
final class Arguments {
  private Arguments() {}

  /**
   * What {@code reading} makes of a person's words. Domain types say in an {@link
   * IllegalArgumentException} what is wrong with a text; here, and only here, that is a person's
   * mistake and not a programmer's.
   */
  static <T> T checked(Supplier<T> reading) throws UsageException {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
