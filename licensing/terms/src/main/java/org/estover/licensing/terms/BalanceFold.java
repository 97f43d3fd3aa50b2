package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.vault.LoggedFact;

/**
 * What was credited and debited to the accounts of rights holders, and to the bank.
 *
 * <p>Memory grows with accounts times the days on which something was credited to them.
 */
final class BalanceFold implements FactFold {

  static final String HOLDERS = "liabilities:rights-holders:";
  static final Account BANK = Account.of("assets:bank");

  /** One account in one currency; what it was credited and debited in all fits, by the books. */
  private static final class Turnover {
    private final NavigableMap<LocalDate, Long> credits = new TreeMap<>();
    private long debits;

    private long creditsUpTo(LocalDate day) {
      return credits.headMap(day, true).values().stream().reduce(0L, Math::addExact);
    }
  }

  private final Map<Account, SortedMap<String, Turnover>> turnovers = new HashMap<>();

  @Override
  public void add(LoggedFact logged) {
    for (JournalEntry entry : logged.payload().journal()) {
      for (Posting posting : entry.posted()) {
        if (posting.account().name().startsWith(HOLDERS) || posting.account().equals(BANK)) {
          add(entry.effective(), posting);
        }
      }
    }
  }

  private void add(LocalDate day, Posting posting) {
    Turnover turnover =
        turnovers
            .computeIfAbsent(posting.account(), account -> new TreeMap<>())
            .computeIfAbsent(posting.amount().currency(), currency -> new Turnover());
    long amount = posting.amount().minorUnits();
    if (posting instanceof Debit) {
      turnover.debits = Math.addExact(turnover.debits, amount);
    } else {
      turnover.credits.merge(day, amount, Math::addExact);
    }
  }

  static Account ofHolder(String partyId) {
    return Account.of(HOLDERS + partyId);
  }

  /** Credits less debits of an account, in minor units: what is owed to a rights holder. */
  long credit(Account account, String currency) {
    return creditUpTo(account, currency, LocalDate.MAX);
  }

  /**
   * What was credited for days up to one, less all that was ever debited: whatever was paid, for
   * whichever days, is gone.
   */
  long creditUpTo(Account account, String currency, LocalDate day) {
    Turnover turnover = turnovers.getOrDefault(account, new TreeMap<>()).get(currency);
    return turnover == null ? 0 : turnover.creditsUpTo(day) - turnover.debits;
  }

  /** What is owed to a rights holder, in every currency of its account; "" has none. */
  SortedMap<String, Money> owedTo(String partyId) {
    SortedMap<String, Money> owed = new TreeMap<>();
    if (partyId.isEmpty()) {
      return owed;
    }
    Account account = ofHolder(partyId);
    for (String currency : turnovers.getOrDefault(account, new TreeMap<>()).keySet()) {
      owed.put(currency, Money.of(credit(account, currency), currency));
    }
    return owed;
  }

  /** The rights holders with an account, in order, and its currencies. */
  SortedMap<String, SortedMap<String, Long>> holdersUpTo(LocalDate day) {
    SortedMap<String, SortedMap<String, Long>> holders = new TreeMap<>();
    for (Map.Entry<Account, SortedMap<String, Turnover>> entry : turnovers.entrySet()) {
      Account account = entry.getKey();
      if (account.name().startsWith(HOLDERS)) {
        SortedMap<String, Long> credits = new TreeMap<>();
        entry.getValue().keySet().forEach(c -> credits.put(c, creditUpTo(account, c, day)));
        holders.put(account.name().substring(HOLDERS.length()), credits);
      }
    }
    return holders;
  }
}
