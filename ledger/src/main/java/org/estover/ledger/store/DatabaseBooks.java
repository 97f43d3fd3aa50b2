package org.estover.ledger.store;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.RecordedEntry;
import org.hibernate.SessionFactory;

/** The books as the database has them. */
final class DatabaseBooks implements Books {

  private static final LocalDate END_OF_TIME = LocalDate.of(9999, 12, 31);

  private final SessionFactory sessions;

  DatabaseBooks(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public long size() {
    return sessions.fromStatelessSession(
        session ->
            session
                .createSelectionQuery("select entries from StateRow", Long.class)
                .getSingleResult());
  }

  @Override
  public Money balance(Account account, String currency) {
    return balances().stream()
        .filter(balance -> balance.account().equals(account))
        .map(Balance::netDebit)
        .filter(net -> net.currency().equals(currency))
        .findFirst()
        .orElse(Money.zero(currency));
  }

  @Override
  public List<Balance> balances() {
    return balancesAsOf(END_OF_TIME, Long.MAX_VALUE);
  }

  @Override
  public List<Balance> balancesAsOf(LocalDate effective, long beforeLogIndex) {
    return query(queries -> queries.balances(effective, beforeLogIndex));
  }

  @Override
  public List<RecordedEntry> entries() {
    return query(queries -> queries.entries(0, Long.MAX_VALUE));
  }

  private <T> T query(Function<Queries, T> question) {
    return sessions.fromStatelessSession(session -> question.apply(new Queries(session)));
  }
}
