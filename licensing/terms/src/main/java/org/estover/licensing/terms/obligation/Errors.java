package org.estover.licensing.terms.obligation;

import org.estover.ledger.book.Money;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badDeduction(String name, Money amount) {
    return new IllegalArgumentException(
        "deduction \"" + name + "\" of " + amount + ": expected a name and zero or more");
  }

  static IllegalArgumentException negativeRevenue(Money gross) {
    return new IllegalArgumentException(
        "gross revenue of "
            + gross
            + ": expected zero or more; report what is taken off it as"
            + " deductions");
  }

  static IllegalArgumentException otherCurrency(Deduction deduction, Money gross) {
    return new IllegalArgumentException(
        "deduction \""
            + deduction.name()
            + "\" is in "
            + deduction.amount().currency()
            + " and gross revenue in "
            + gross.currency()
            + ": report both in one currency");
  }
}
