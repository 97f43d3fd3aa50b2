package org.estover.ledger.store;

import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.RecordedEntry;

/**
 * Questions to the books: balances and journal entries, as far as the index has followed the log.
 */
public interface Books {

  /** How many log entries these books have taken in. */
  long size();

  /** What stands on an account in a currency, zero where nothing was ever posted. */
  Money balance(Account account, String currency);

  /** What stands on every account, by account and currency. */
  List<Balance> balances();

  /**
   * What stood on every account, counting only entries effective by a day and recorded before a log
   * index: the same answer to-day and later.
   */
  List<Balance> balancesAsOf(LocalDate effective, long beforeLogIndex);

  /** All journal entries in recording order. */
  List<RecordedEntry> entries();
}
