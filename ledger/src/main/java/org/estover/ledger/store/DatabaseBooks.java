package org.estover.ledger.store;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.MonthTurnover;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.PeriodChange;

/** The books as the database has them. */
final class DatabaseBooks implements Books {

  private static final int FACTS_AT_ONCE = 500;

  private final Database database;

  DatabaseBooks(Database database) {
    this.database = database;
  }

  @Override
  public long size() throws IOException {
    return database.inTransaction(session -> StateRow.of(session).entries);
  }

  @Override
  public long recordedBy(Instant time) throws IOException {
    return query(queries -> queries.recordedBy(time));
  }

  @Override
  public Money balance(Account account, String currency) throws IOException {
    return query(queries -> queries.balance(account, currency));
  }

  @Override
  public List<Balance> balances() throws IOException {
    return balancesAsOf(LAST_DAY, Long.MAX_VALUE);
  }

  @Override
  public List<Balance> balancesAsOf(LocalDate effective, long beforeLogIndex) throws IOException {
    return query(queries -> queries.balances(effective, beforeLogIndex));
  }

  @Override
  public List<Balance> pendingBalances() throws IOException {
    return pendingAsOf(LAST_DAY, Long.MAX_VALUE);
  }

  @Override
  public List<Balance> pendingAsOf(LocalDate effective, long beforeLogIndex) throws IOException {
    return query(queries -> queries.pending(effective, beforeLogIndex));
  }

  @Override
  public List<MonthTurnover> turnovers(Period month, long beforeLogIndex) throws IOException {
    return query(queries -> queries.turnovers(month, beforeLogIndex));
  }

  @Override
  public List<PeriodChange> periodChanges(long beforeLogIndex) throws IOException {
    return query(queries -> queries.periodChanges(beforeLogIndex));
  }

  @Override
  public void forEachEntry(Consumer<BookedEntry> each) throws IOException {
    long size = size();
    for (long from = 0; from < size; from += FACTS_AT_ONCE) {
      long first = from;
      query(queries -> queries.entries(first, first + FACTS_AT_ONCE)).forEach(each);
    }
  }

  private <T> T query(Function<Queries, T> question) throws IOException {
    return database.inTransaction(session -> question.apply(new Queries(session)));
  }
}
