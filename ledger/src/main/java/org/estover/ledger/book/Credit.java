package org.estover.ledger.book;

/** An amount credited to an account. */
public record Credit(Account account, Money amount) implements Posting {

  public Credit {
    Errors.requirePositive(account, amount);
  }

  @Override
  public long netDebitMinorUnits() {
    return -amount.minorUnits();
  }

  @Override
  public Posting reversed() {
    return new Debit(account, amount);
  }
}
