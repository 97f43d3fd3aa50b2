package org.estover.licensing.terms.statement;

import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException unknownKind(String word) {
    return new IllegalArgumentException("\"" + word + "\" is no kind of statement line");
  }

  static IllegalArgumentException badLine(LineKind kind, String partyId, Money amount) {
    return new IllegalArgumentException(
        "statement line "
            + kind.word()
            + " of "
            + amount
            + " with party \""
            + partyId
            + "\": expected zero or more, and a party exactly for rights holders");
  }

  static IllegalArgumentException doesNotReconcile(
      String agreementId, Period period, Money due, Money sum) {
    return new IllegalArgumentException(
        "statement of "
            + agreementId
            + " for "
            + period
            + ": lines sum to "
            + sum
            + " and the amount due is "
            + due);
  }

  static IllegalArgumentException unknownTerms(String found, String known) {
    return new IllegalArgumentException(
        "the statement follows terms \""
            + found
            + "\" and this program knows \""
            + known
            + "\": use the program that issued it");
  }
}
