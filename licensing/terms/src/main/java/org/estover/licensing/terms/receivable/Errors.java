package org.estover.licensing.terms.receivable;

import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badPayment(Money amount, String reference) {
    return new IllegalArgumentException(
        "a payment of "
            + amount
            + " with the reference \""
            + reference
            + "\": expected an amount above zero, and what the bank calls it");
  }

  static IllegalArgumentException badCharge(Charge.Kind kind, Money amount, String reference) {
    return new IllegalArgumentException(
        "a "
            + kind.word()
            + " of "
            + amount
            + " with the reference \""
            + reference
            + "\": expected an amount above zero and a reference that tells it apart");
  }

  static IllegalArgumentException linesOff(Money amount, Money sum) {
    return new IllegalArgumentException("the lines of a charge of " + amount + " sum to " + sum);
  }

  static IllegalArgumentException unknownKind(String word) {
    return new IllegalArgumentException(
        "\"" + word + "\" is no kind of charge: expected late-fee, credit-note or true-up");
  }

  static IllegalArgumentException badTerms(Ratio perMonth, Ratio most, int days) {
    return new IllegalArgumentException(
        "a late fee of "
            + perMonth.percent()
            + " per month, at most "
            + most.percent()
            + ", after "
            + days
            + " days: expected rates of 0% to 100% and 0 days or more");
  }
}
