package org.estover.ledger.book;

/**
 * What stands on an account in one currency.
 *
 * @param account the account
 * @param netDebit debits less credits: negative where credits prevail
 */
public record Balance(Account account, Money netDebit) {}
