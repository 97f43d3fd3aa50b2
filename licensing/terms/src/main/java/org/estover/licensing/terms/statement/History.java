package org.estover.licensing.terms.statement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What was stated under an agreement before a statement.
 *
 * @param before the statement of the same month that this one revises, or empty for the first
 * @param others the statements of other months that count
 * @param charges what was charged since the agreement's last statement, for this one to show
 * @param effective the day that the statement counts for in the books
 */
public record History(
    Optional<Statement> before,
    List<Statement> others,
    List<Adjustment> charges,
    LocalDate effective) {

  public History {
    others = List.copyOf(others);
    charges = List.copyOf(charges);
  }

  /** Nothing: the first statement under an agreement. */
  public static History none(LocalDate effective) {
    return new History(Optional.empty(), List.of(), List.of(), effective);
  }
}
