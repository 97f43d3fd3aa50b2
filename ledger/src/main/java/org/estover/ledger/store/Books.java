package org.estover.ledger.store;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.MonthTurnover;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.PeriodChange;

/**
 * Questions to the books: balances and journal entries, as far as these books have followed the
 * log.
 *
 * <p>A question as of a log index counts what was recorded before it, and has the same answer
 * to-day and later. It is asked for a point of time by {@link #recordedBy}.
 */
public interface Books {

  /** The last day that a journal entry can be effective on: as of it, all of them count. */
  LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  /** How many log entries these books have taken in. */
  long size() throws IOException;

  /**
   * How many log entries were recorded up to a point of time, so that those before this index are
   * what was known then.
   */
  long recordedBy(Instant time) throws IOException;

  /** What stands on an account in a currency, zero where nothing was ever posted. */
  Money balance(Account account, String currency) throws IOException;

  /** What stands on every account, by account and currency. */
  List<Balance> balances() throws IOException;

  /**
   * What stood on every account, counting only entries effective by a day and recorded before a log
   * index.
   */
  List<Balance> balancesAsOf(LocalDate effective, long beforeLogIndex) throws IOException;

  /** What is pending on every account, by account and currency. */
  List<Balance> pendingBalances() throws IOException;

  /**
   * What was pending on every account, counting only entries effective by a day and recorded before
   * a log index: those that set aside, and those that post, void or let expire.
   */
  List<Balance> pendingAsOf(LocalDate effective, long beforeLogIndex) throws IOException;

  /**
   * What a month did to every account that it or an earlier one posted to, by the entries booked in
   * it and recorded before a log index. Debits and credits of a closed month never change again,
   * nor does what it opens with once all earlier months are closed.
   */
  List<MonthTurnover> turnovers(Period month, long beforeLogIndex) throws IOException;

  /**
   * Which months were closed and restated by what was recorded before a log index, in its order.
   */
  List<PeriodChange> periodChanges(long beforeLogIndex) throws IOException;

  /** Gives all journal entries in recording order, as they are read. */
  void forEachEntry(Consumer<BookedEntry> each) throws IOException;

  /** All journal entries in recording order. */
  default List<BookedEntry> entries() throws IOException {
    List<BookedEntry> entries = new ArrayList<>();
    forEachEntry(entries::add);
    return List.copyOf(entries);
  }
}
