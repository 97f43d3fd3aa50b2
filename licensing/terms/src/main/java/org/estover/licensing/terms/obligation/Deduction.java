package org.estover.licensing.terms.obligation;

import org.estover.ledger.book.Money;

/**
 * An amount that a developer takes off gross revenue.
 *
 * @param name what it is for, such as {@code refunds}
 * @param amount zero or more
 */
public record Deduction(String name, Money amount) {

  public Deduction {
    if (name.isBlank() || amount.isNegative()) {
      throw Errors.badDeduction(name, amount);
    }
  }
}
