package org.estover.ledger.book;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * What was debited and credited in all to an account in a currency, and what is pending on it.
 *
 * <p>Each side of either fits 64 bits, which every posting is held to; so does every difference.
 */
final class Turnover {
  static final int SIZE = 4 * Long.BYTES;

  private long debits;
  private long credits;
  private long pendingDebits;
  private long pendingCredits;

  /** Adds a posting, unless its side would not fit any more. */
  boolean takes(Posting posting, boolean pending) {
    long units = posting.amount().minorUnits();
    if (side(posting, pending) > Long.MAX_VALUE - units) {
      return false;
    }
    add(posting, pending, units);
    return true;
  }

  void takeBack(Posting posting, boolean pending) {
    add(posting, pending, -posting.amount().minorUnits());
  }

  private void add(Posting posting, boolean pending, long units) {
    if (posting instanceof Debit) {
      debits += pending ? 0 : units;
      pendingDebits += pending ? units : 0;
    } else {
      credits += pending ? 0 : units;
      pendingCredits += pending ? units : 0;
    }
  }

  private long side(Posting posting, boolean pending) {
    if (posting instanceof Debit) {
      return pending ? pendingDebits : debits;
    }
    return pending ? pendingCredits : credits;
  }

  /** What the side of a posting would be with it. */
  BigInteger sideWith(Posting posting, boolean pending) {
    return BigInteger.valueOf(side(posting, pending))
        .add(BigInteger.valueOf(posting.amount().minorUnits()));
  }

  /** Amounts are above zero, so that this tells an account that nothing was ever posted to. */
  boolean isPosted() {
    return debits != 0 || credits != 0;
  }

  boolean isPending() {
    return pendingDebits != 0 || pendingCredits != 0;
  }

  long netDebit() {
    return debits - credits;
  }

  long netPending() {
    return pendingDebits - pendingCredits;
  }

  void write(ByteBuffer out) {
    out.putLong(debits).putLong(credits).putLong(pendingDebits).putLong(pendingCredits);
  }

  static Turnover read(ByteBuffer in) {
    Turnover turnover = new Turnover();
    turnover.debits = in.getLong();
    turnover.credits = in.getLong();
    turnover.pendingDebits = in.getLong();
    turnover.pendingCredits = in.getLong();
    return turnover;
  }
}
