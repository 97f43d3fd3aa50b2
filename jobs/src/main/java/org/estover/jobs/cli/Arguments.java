package org.estover.jobs.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import org.estover.licensing.terms.party.Party;
import picocli.CommandLine.TypeConversionException;

/** Values that people type on the command line. */
final class Arguments {
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 9999;

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

  /** A file to read, as a person named it: no folder. */
  static Path file(Surroundings around, Path named) throws UsageException {
    Path file = around.path(named);
    if (Files.isDirectory(file)) {
      throw Errors.folderForFile(file);
    }
    return file;
  }

  /** Something that is read for a person, and may fail to be. */
  interface Reading<T> {
    T read() throws IOException;
  }

  /** The same as {@link #checked}, of what reads files. */
  static <T> T checkedIo(Reading<T> reading) throws IOException {
    try {
      return reading.read();
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

  /** A number with or without a fraction, to its last digit. */
  static BigDecimal exactDecimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("\"" + text + "\" is no number: expected one as 0.5");
    }
  }

  /** A day as ISO 8601 writes it, of the years that months of account have. */
  static LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
        return day;
      }
    } catch (DateTimeParseException e) {
      throw noDay(text);
    }
    throw noDay(text);
  }

  private static TypeConversionException noDay(String text) {
    return new TypeConversionException(
        "\"" + text + "\" is no day: expected YYYY-MM-DD, as in 2026-10-01");
  }

  /** Refuses a name that no party of a role can have. */
  static void requireName(String option, String role, String name) throws UsageException {
    if (name.isBlank()) {
      throw Errors.noName(option);
    }
    checked(() -> Party.of(role, "pty_0000", name, ""));
  }
}
