package org.estover.licensing.portal.operator;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads days as people enter them. */
final class Days {
  private Days() {}

  /** A day such as 2026-11-30. */
  static LocalDate parse(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no day: expected one such as 2026-11-30", e);
    }
  }
}
