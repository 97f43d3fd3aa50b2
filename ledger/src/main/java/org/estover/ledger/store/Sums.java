package org.estover.ledger.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.MonthTurnover;
import org.estover.ledger.book.Posting;

/**
 * What was debited and what was credited, by account and currency; each fits 64 bits, which the
 * books hold every posting to. Memory as the accounts.
 */
final class Sums {

  /** Both sides of an account in a currency. */
  private static final class Sides {
    private long debits;
    private long credits;

    private void add(String side, long minorUnits) {
      if (side.equals(PostingRow.DEBIT)) {
        debits = Math.addExact(debits, minorUnits);
      } else {
        credits = Math.addExact(credits, minorUnits);
      }
    }
  }

  private static final Sides NOTHING = new Sides();

  private final Map<Account, Map<String, Sides>> byAccount = new HashMap<>();

  /** Adds what an entry moves; nothing where it is pending. */
  void add(JournalEntry entry) {
    add(entry.posted());
  }

  void add(List<Posting> postings) {
    for (Posting posting : postings) {
      add(
          posting.account(),
          posting.amount().currency(),
          PostingRow.side(posting),
          posting.amount().minorUnits());
    }
  }

  void add(Account account, String currency, String side, long minorUnits) {
    byAccount
        .computeIfAbsent(account, any -> new TreeMap<>())
        .computeIfAbsent(currency, any -> new Sides())
        .add(side, minorUnits);
  }

  private Sides sides(Account account, String currency) {
    return byAccount.getOrDefault(account, Map.of()).getOrDefault(currency, NOTHING);
  }

  /** What stands on an account in a currency. */
  Money balance(Account account, String currency) {
    Sides sides = sides(account, currency);
    return Money.of(Math.subtractExact(sides.debits, sides.credits), currency);
  }

  /** What stands on every account, by account and currency. */
  List<Balance> balances() {
    List<Balance> balances = new ArrayList<>();
    for (Account account : new TreeSet<>(byAccount.keySet())) {
      for (String currency : byAccount.getOrDefault(account, Map.of()).keySet()) {
        balances.add(new Balance(account, balance(account, currency)));
      }
    }
    return List.copyOf(balances);
  }

  /** What a month did to every account that it or an earlier one posted to. */
  static List<MonthTurnover> turnovers(Sums earlier, Sums month) {
    SortedSet<Account> accounts = new TreeSet<>(earlier.byAccount.keySet());
    accounts.addAll(month.byAccount.keySet());
    List<MonthTurnover> turnovers = new ArrayList<>();
    for (Account account : accounts) {
      SortedSet<String> currencies =
          new TreeSet<>(earlier.byAccount.getOrDefault(account, Map.of()).keySet());
      currencies.addAll(month.byAccount.getOrDefault(account, Map.of()).keySet());
      for (String currency : currencies) {
        Sides sides = month.sides(account, currency);
        turnovers.add(
            new MonthTurnover(
                account,
                earlier.balance(account, currency),
                Money.of(sides.debits, currency),
                Money.of(sides.credits, currency)));
      }
    }
    return List.copyOf(turnovers);
  }
}
