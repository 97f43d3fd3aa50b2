package org.estover.jobs.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import picocli.CommandLine.TypeConversionException;

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

  /** A whole number of 32 bits. */
  static int integer(String text) {
    long number = whole(text);
    if (number != (int) number) {
      throw new TypeConversionException(
          "\"" + text + "\" is out of bounds: expected at most " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  /** A whole number. */
  static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "\"" + text + "\" is no whole number: expected digits only, as in 1000");
    }
  }

  /** A number with or without a fraction. */
  static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("\"" + text + "\" is no number: expected one as 0.5");
    }
  }

  /** A day as ISO 8601 writes it. */
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "\"" + text + "\" is no day: expected YYYY-MM-DD, as in 2026-10-01");
    }
  }
}
