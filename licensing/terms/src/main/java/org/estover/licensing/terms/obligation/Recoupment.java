package org.estover.licensing.terms.obligation;

import org.estover.ledger.book.Money;

/**
 * What of an amount due an advance has paid already.
 *
 * <p>Advances are used up in the order of periods: {@code recouped = min(due, advance - recouped
 * before)}, and never below zero. What no revenue uses up is not given back.
 *
 * @param advance what was paid ahead
 * @param before what earlier periods recouped of it
 * @param recouped what this period recoups, at most the amount due
 */
public record Recoupment(Money advance, Money before, Money recouped) {

  /** The recoupment of an amount due, after those of earlier periods. */
  public static Recoupment of(Money advance, Money before, Money due) {
    Money zero = Money.zero(due.currency());
    Money left = advance.compareTo(before) > 0 ? advance.minus(before) : zero;
    return new Recoupment(advance, before, left.compareTo(due) < 0 ? left : due);
  }

  /** What later periods can still recoup. */
  public Money left() {
    Money used = before.plus(recouped);
    return advance.compareTo(used) > 0 ? advance.minus(used) : Money.zero(advance.currency());
  }
}
