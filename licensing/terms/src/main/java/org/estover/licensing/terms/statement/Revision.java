package org.estover.licensing.terms.statement;

import java.time.LocalDate;

/**
 * Which of the statements of a month one is.
 *
 * @param number from 1; the one with the greatest number counts
 * @param revises the id of the statement before it, empty for the first
 * @param effective the day that it counts for in the books: the month's last day, or where the
 *     month was closed, the first one of the first open month
 */
public record Revision(int number, String revises, LocalDate effective) {

  public Revision {
    if (number < 1 || (number == 1) != revises.isEmpty()) {
      throw Errors.badRevision(number, revises);
    }
  }
}
