package org.estover.ledger.book;

/** One side of a journal entry: an amount above zero, debited or credited to an account. */
public sealed interface Posting permits Debit, Credit {

  /** The account that is debited or credited. */
  Account account();

  /** The amount, always above zero. */
  Money amount();

  /** The amount's minor units, counted positive for a debit and negative for a credit. */
  long netDebitMinorUnits();

  /** The posting that undoes this one. */
  Posting reversed();
}
