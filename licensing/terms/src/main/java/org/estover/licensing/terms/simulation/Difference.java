package org.estover.licensing.terms.simulation;

import org.estover.ledger.book.Money;

/**
 * What somebody owes or is owed by the terms that hold, and by others.
 *
 * @param id the party, or what the trust keeps the money for
 * @param name what people call it
 * @param now by the terms that hold
 * @param then by the others, in the same currency
 */
public record Difference(String id, String name, Money now, Money then) {

  /** How much more the other terms come to; below zero where they come to less. */
  public Money change() {
    return then.minus(now);
  }

  Difference plus(Money moreNow, Money moreThen) {
    return new Difference(id, name, now.plus(moreNow), then.plus(moreThen));
  }
}
