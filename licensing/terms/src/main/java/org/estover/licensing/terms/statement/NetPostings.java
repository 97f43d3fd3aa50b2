package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;

/** Adds up what is to be entered on each account and gives one posting for each that moves. */
final class NetPostings {

  private record Key(Account account, String currency) {}

  private final Map<Key, BigInteger> sums = new LinkedHashMap<>();

  /** Debits an amount, which may be below zero, times a sign. */
  void debit(Account account, Money amount, int sign) {
    BigInteger units = BigInteger.valueOf(amount.minorUnits()).multiply(BigInteger.valueOf(sign));
    sums.merge(new Key(account, amount.currency()), units, BigInteger::add);
  }

  boolean isEmpty() {
    return sums.values().stream().allMatch(sum -> sum.signum() == 0);
  }

  /** The postings, in the order in which accounts were first named. */
  List<Posting> postings() {
    List<Posting> postings = new ArrayList<>();
    sums.forEach(
        (key, sum) -> {
          if (sum.signum() != 0) {
            Money amount = Money.of(sum.abs().longValueExact(), key.currency());
            postings.add(
                sum.signum() > 0
                    ? new Debit(key.account(), amount)
                    : new Credit(key.account(), amount));
          }
        });
    return postings;
  }
}
