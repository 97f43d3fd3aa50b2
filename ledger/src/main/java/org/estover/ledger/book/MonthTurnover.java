package org.estover.ledger.book;

/**
 * What a month did to an account in one currency, by the entries booked in it.
 *
 * @param account the account
 * @param opening debits less credits of all that is booked in earlier months
 * @param debits what is debited in the month
 * @param credits what is credited in the month
 */
public record MonthTurnover(Account account, Money opening, Money debits, Money credits) {

  /** What stands on the account when the month is over: debits above zero. */
  public Money closing() {
    return opening.plus(debits.minus(credits));
  }
}
