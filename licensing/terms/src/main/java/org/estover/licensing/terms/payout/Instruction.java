package org.estover.licensing.terms.payout;

import org.estover.ledger.book.Money;

/**
 * One payment with all that a bank needs.
 *
 * @param payee who is paid, with an account
 * @param amount above zero
 */
public record Instruction(Payee payee, Money amount) {}
