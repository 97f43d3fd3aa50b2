package org.estover.licensing.portal.api;

import org.estover.ledger.book.Money;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money.
 *
 * @param amountMinorUnits whole minor units, a decimal string
 * @param currency ISO 4217
 */
record MoneyJson(@Nullable String amountMinorUnits, @Nullable String currency) {

  static MoneyJson of(Money money) {
    return new MoneyJson(Long.toString(money.minorUnits()), money.currency());
  }
}
