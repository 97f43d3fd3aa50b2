package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;

/** Money that one journal entry moves between accounts, net of each. */
final class Transfers {

  private final SortedMap<Account, SortedMap<String, Money>> credits = new TreeMap<>();

  /** Moves an amount, which may be below zero, from what is owed on one account to another. */
  Transfers move(Account from, Account to, Money amount) {
    add(from, amount.negated());
    add(to, amount);
    return this;
  }

  private void add(Account account, Money credit) {
    credits
        .computeIfAbsent(account, name -> new TreeMap<>())
        .merge(credit.currency(), credit, Money::plus);
  }

  /** The journal entry of that id; none where nothing is moved. */
  List<JournalEntry> entry(String id, LocalDate effective) {
    List<Posting> debits = new ArrayList<>();
    List<Posting> others = new ArrayList<>();
    for (Map.Entry<Account, SortedMap<String, Money>> entry : credits.entrySet()) {
      for (Money credit : entry.getValue().values()) {
        if (credit.isNegative()) {
          debits.add(new Debit(entry.getKey(), credit.negated()));
        } else if (!credit.isZero()) {
          others.add(new Credit(entry.getKey(), credit));
        }
      }
    }
    debits.addAll(others);
    return debits.isEmpty() ? List.of() : List.of(JournalEntry.of(id, effective, debits));
  }
}
