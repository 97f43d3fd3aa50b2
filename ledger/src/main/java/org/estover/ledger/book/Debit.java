package org.estover.ledger.book;

/** An amount debited to an account. */
public record Debit(Account account, Money amount) implements Posting {

  public Debit {
    Errors.requirePositive(account, amount);
  }

  @Override
  public long netDebitMinorUnits() {
    return amount.minorUnits();
  }

  @Override
  public Posting reversed() {
    return new Credit(account, amount);
  }
}
