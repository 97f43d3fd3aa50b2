package org.estover.licensing.terms.statement;

import java.util.List;
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

  static IllegalArgumentException unknownTerms(String found, List<String> known) {
    return new IllegalArgumentException(
        "the statement follows terms \""
            + found
            + "\" and this program knows "
            + String.join(", ", known)
            + ": use the program that issued it");
  }

  static IllegalArgumentException unknownAdjustment(String word) {
    return new IllegalArgumentException("\"" + word + "\" is no kind of adjustment");
  }

  static IllegalArgumentException nothingToSettle(String agreementId, Period period) {
    return new IllegalArgumentException(
        "statement of "
            + agreementId
            + " for "
            + period
            + ": without terms or a revenue report there is nothing to settle");
  }

  static IllegalArgumentException badRevision(int number, String revises) {
    return new IllegalArgumentException(
        "statement number "
            + number
            + " in place of \""
            + revises
            + "\": expected 1 in place of none, or more in place of one");
  }

  static IllegalArgumentException twoCurrencies(
      String agreementId, Period period, Money one, Money other) {
    return new IllegalArgumentException(
        "statement of "
            + agreementId
            + " for "
            + period
            + ": "
            + one
            + " and "
            + other
            + " are of two currencies; report a period in one");
  }

  static IllegalArgumentException notAFraction(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not a fraction: expected two whole numbers, such as 1/50");
  }

  static IllegalArgumentException unreadableWhy(String why) {
    return new IllegalArgumentException("its reason \"" + why + "\" says no share of an amount");
  }

  static IllegalArgumentException otherShare(String why, String share) {
    return new IllegalArgumentException(
        "its reason \"" + why + "\" names another share than its " + share);
  }

  static IllegalArgumentException otherRounding(String why) {
    return new IllegalArgumentException("its reason \"" + why + "\" rounds what is not so");
  }
}
