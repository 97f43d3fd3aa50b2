package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.ClaimFiled;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.PayoutIssued;
import org.estover.ledger.vault.LoggedFact;

/**
 * What granted claims credited to their claimants and no payout has taken yet.
 *
 * <p>A rights holder's account holds other earnings as well, and money on it has no marks. A payout
 * takes all that was credited for days up to its month's last, so what a claim credited for those
 * days is paid with it, and the rest is not. Memory grows with claims times days of credits.
 */
final class UnpaidFold implements FactFold {

  /** The money of one claim in one currency, in minor units by the day that it counts for. */
  private final Map<String, Map<String, NavigableMap<LocalDate, Long>>> unpaid = new HashMap<>();

  private final Map<String, Account> claimants = new HashMap<>();

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof ClaimFiled filed) {
      claimants.put(filed.claimId(), BalanceFold.ofHolder(filed.partyId()));
    }
    for (JournalEntry entry : logged.payload().journal()) {
      if (fact instanceof PayoutIssued issued) {
        entry.posted().forEach(posting -> pay(issued.period(), posting));
      } else {
        add(entry);
      }
    }
  }

  private void add(JournalEntry entry) {
    String claimId = ClaimFold.claimOf(entry);
    Account claimant = claimants.get(claimId);
    for (Posting posting : entry.posted()) {
      if (posting.account().equals(claimant)) {
        NavigableMap<LocalDate, Long> days =
            unpaid
                .computeIfAbsent(claimId, id -> new HashMap<>())
                .computeIfAbsent(posting.amount().currency(), currency -> new TreeMap<>());
        long amount = posting.amount().minorUnits();
        if (posting instanceof Debit) {
          take(days, amount);
        } else {
          days.merge(entry.effective(), amount, Math::addExact);
        }
      }
    }
  }

  /** What leaves the account again is of the oldest days, as a payout counts it. */
  private static void take(NavigableMap<LocalDate, Long> days, long amount) {
    long left = amount;
    while (left > 0 && !days.isEmpty()) {
      Map.Entry<LocalDate, Long> oldest = days.firstEntry();
      long taken = Math.min(left, oldest.getValue());
      left -= taken;
      if (taken == oldest.getValue()) {
        days.remove(oldest.getKey());
      } else {
        days.put(oldest.getKey(), oldest.getValue() - taken);
      }
    }
  }

  private void pay(Period period, Posting posting) {
    unpaid.forEach(
        (claimId, currencies) -> {
          NavigableMap<LocalDate, Long> days = currencies.get(posting.amount().currency());
          if (days != null && posting.account().equals(claimants.get(claimId))) {
            days.headMap(period.lastDay(), true).clear();
          }
        });
  }

  /** What of a claim's money its claimant was credited and not paid in a currency. */
  Money of(String claimId, String currency) {
    long sum = 0;
    for (long amount :
        unpaid.getOrDefault(claimId, Map.of()).getOrDefault(currency, new TreeMap<>()).values()) {
      sum = Math.addExact(sum, amount);
    }
    return Money.of(sum, currency);
  }
}
