package org.estover.licensing.terms.certificate;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * When a certificate holds.
 *
 * @param from the first day
 * @param until the last day, a year after the first at most
 * @param number tells those for the same days apart, from 1
 */
public record Term(LocalDate from, LocalDate until, long number) {

  /** Refuses days in the wrong order, and more than a year. */
  public Term {
    if (until.isBefore(from) || until.isAfter(longest(from))) {
      throw Errors.badTerm(from, until, longest(from));
    }
    if (number < 1) {
      throw Errors.badNumber(number);
    }
  }

  /** The last day that a certificate can have. */
  public static LocalDate longest(LocalDate from) {
    return from.plusYears(1).minusDays(1);
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of("from", from.toString(), "until", until.toString(), "number", number));
  }

  static Term fromJson(JsonObject json) {
    return new Term(
        LocalDate.parse(json.text("from")),
        LocalDate.parse(json.text("until")),
        json.integer("number"));
  }
}
