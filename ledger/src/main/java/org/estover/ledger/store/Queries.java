package org.estover.ledger.store;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.MonthTurnover;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.PeriodChange;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

/** The queries of the index; order is made here, because databases sort text in their own ways. */
final class Queries {

  private static final String SUMS =
      "select p.account, p.currency, p.side, sum(cast(p.minorUnits as BigInteger))"
          + " from PostingRow p"
          + " join JournalRow j on j.logIndex = p.logIndex and j.position = p.entryPosition"
          + " where j.kind ";
  private static final String POSTED = SUMS + "in ('entry', 'reversal', 'post') and ";
  private static final String PENDING = SUMS + "= 'pending' and ";
  private static final String AS_OF = "j.effective <= :effective and j.logIndex < :before";
  private static final String NOT_ENDED =
      " and not exists (select 1 from JournalRow e where e.target = j.id"
          + " and e.effective <= :effective and e.logIndex < :before)";
  private static final String GROUPED = " group by p.account, p.currency, p.side";

  private final StatelessSession session;

  Queries(StatelessSession session) {
    this.session = session;
  }

  Money balance(Account account, String currency) {
    String one = "p.account = :account and p.currency = :currency";
    return sums(select(POSTED + one)
            .setParameter("account", account.name())
            .setParameter("currency", currency))
        .balance(account, currency);
  }

  List<Balance> balances(LocalDate effective, long beforeLogIndex) {
    return asOf(POSTED + AS_OF, effective, beforeLogIndex);
  }

  List<Balance> pending(LocalDate effective, long beforeLogIndex) {
    return asOf(PENDING + AS_OF + NOT_ENDED, effective, beforeLogIndex);
  }

  private List<Balance> asOf(String query, LocalDate effective, long beforeLogIndex) {
    return sums(select(query)
            .setParameter("effective", effective)
            .setParameter("before", beforeLogIndex))
        .balances();
  }

  List<MonthTurnover> turnovers(Period month, long beforeLogIndex) {
    return Sums.turnovers(booked("<", month, beforeLogIndex), booked("=", month, beforeLogIndex));
  }

  private Sums booked(String compared, Period month, long beforeLogIndex) {
    return sums(
        select(POSTED + "j.booked " + compared + " :month and j.logIndex < :before")
            .setParameter("month", month.toString())
            .setParameter("before", beforeLogIndex));
  }

  private SelectionQuery<Object[]> select(String query) {
    return session.createSelectionQuery(query + GROUPED, Object[].class);
  }

  private static Sums sums(SelectionQuery<Object[]> query) {
    Sums sums = new Sums();
    for (Object[] sum : query.getResultList()) {
      sums.add(
          new Account((String) sum[0]),
          (String) sum[1],
          (String) sum[2],
          ((BigInteger) sum[3]).longValueExact());
    }
    return sums;
  }

  long recordedBy(Instant time) {
    return session
        .createSelectionQuery(
            "select count(*) from FactRow where recordedMillis <= :time", Long.class)
        .setParameter("time", time.toEpochMilli())
        .getSingleResult();
  }

  List<PeriodChange> periodChanges(long beforeLogIndex) {
    return periodRows(0, beforeLogIndex).stream().map(PeriodRow::toChange).toList();
  }

  /** The first log entry whose rows break a rule between rows, if there is one. */
  Optional<BrokenRow> firstBroken() {
    return session
        .createSelectionQuery("from BrokenRow order by logIndex, rule", BrokenRow.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  List<BookedEntry> entries(long from, long to) {
    Map<JournalRow.Key, List<PostingRow>> postings = postings(from, to);
    return journal(from, to).stream()
        .map(row -> row.toBooked(postings.getOrDefault(row.key(), List.of())))
        .toList();
  }

  SortedMap<Long, List<String>> lines(long from, long to) {
    Map<JournalRow.Key, List<PostingRow>> postings = postings(from, to);
    SortedMap<Long, List<String>> lines = new TreeMap<>();
    for (FactRow fact : facts(from, to)) {
      lines.computeIfAbsent(fact.logIndex, index -> new ArrayList<>()).add(IndexLines.fact(fact));
    }
    for (JournalRow entry : journal(from, to)) {
      IndexLines.addJournal(
          lines.computeIfAbsent(entry.logIndex, index -> new ArrayList<>()),
          entry,
          postings.getOrDefault(entry.key(), List.of()));
    }
    for (PeriodRow change : periodRows(from, to)) {
      lines
          .computeIfAbsent(change.logIndex, index -> new ArrayList<>())
          .add(IndexLines.period(change));
    }
    return lines;
  }

  private List<FactRow> facts(long from, long to) {
    return rows(FactRow.class, "logIndex", from, to);
  }

  private List<JournalRow> journal(long from, long to) {
    return rows(JournalRow.class, "logIndex, position", from, to);
  }

  private Map<JournalRow.Key, List<PostingRow>> postings(long from, long to) {
    Map<JournalRow.Key, List<PostingRow>> postings = new HashMap<>();
    for (PostingRow row : rows(PostingRow.class, "logIndex, entryPosition, position", from, to)) {
      postings.computeIfAbsent(row.entry(), entry -> new ArrayList<>()).add(row);
    }
    return postings;
  }

  /** In the order of the log; of one log entry restated months before the one that it closed. */
  private List<PeriodRow> periodRows(long from, long to) {
    return rows(PeriodRow.class, "logIndex, state desc, period", from, to);
  }

  private <T> List<T> rows(Class<T> rows, String order, long from, long to) {
    return session
        .createSelectionQuery(
            "from "
                + rows.getSimpleName()
                + " where logIndex >= :from and logIndex < :to order by "
                + order,
            rows)
        .setParameter("from", from)
        .setParameter("to", to)
        .getResultList();
  }
}
