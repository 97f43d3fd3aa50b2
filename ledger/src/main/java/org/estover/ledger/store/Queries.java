package org.estover.ledger.store;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.RecordedEntry;
import org.hibernate.StatelessSession;

/** The queries of the index; order is made here, because databases sort text in their own ways. */
final class Queries {

  private static final String SUMS =
      "select p.account, p.currency, p.side, sum(cast(p.minorUnits as BigInteger))"
          + " from PostingRow p join JournalRow j on j.id = p.entryId"
          + " where j.effective <= :effective and j.logIndex < :before"
          + " group by p.account, p.currency, p.side";

  private final StatelessSession session;

  Queries(StatelessSession session) {
    this.session = session;
  }

  List<Balance> balances(LocalDate effective, long beforeLogIndex) {
    Map<Account, Map<String, BigInteger>> netDebits = new HashMap<>();
    for (Object[] sum :
        session
            .createSelectionQuery(SUMS, Object[].class)
            .setParameter("effective", effective)
            .setParameter("before", beforeLogIndex)
            .getResultList()) {
      BigInteger amount = (BigInteger) sum[3];
      BigInteger net = sum[2].equals(PostingRow.DEBIT) ? amount : amount.negate();
      netDebits
          .computeIfAbsent(new Account((String) sum[0]), account -> new HashMap<>())
          .merge((String) sum[1], net, BigInteger::add);
    }
    List<Balance> balances = new ArrayList<>();
    netDebits.forEach(
        (account, nets) ->
            nets.forEach(
                (currency, net) ->
                    balances.add(new Balance(account, new Money(net.longValueExact(), currency)))));
    balances.sort(
        Comparator.comparing(Balance::account)
            .thenComparing(balance -> balance.netDebit().currency()));
    return List.copyOf(balances);
  }

  List<RecordedEntry> entries(long from, long to) {
    Map<String, List<PostingRow>> postings = postings(from, to);
    return journal(from, to).stream()
        .map(row -> row.toRecorded(postings.getOrDefault(row.id, List.of())))
        .toList();
  }

  SortedMap<Long, List<String>> lines(long from, long to) {
    Map<Long, List<JournalRow>> journal = new HashMap<>();
    for (JournalRow row : journal(from, to)) {
      journal.computeIfAbsent(row.logIndex, index -> new ArrayList<>()).add(row);
    }
    Map<String, List<PostingRow>> postings = postings(from, to);
    SortedMap<Long, List<String>> lines = new TreeMap<>();
    for (FactRow fact : facts(from, to)) {
      List<String> ofFact = new ArrayList<>();
      ofFact.add(IndexLines.fact(fact));
      for (JournalRow entry : journal.getOrDefault(fact.logIndex, List.of())) {
        IndexLines.addJournal(ofFact, entry, postings.getOrDefault(entry.id, List.of()));
      }
      lines.put(fact.logIndex, ofFact);
    }
    return lines;
  }

  private List<FactRow> facts(long from, long to) {
    return session
        .createSelectionQuery(
            "from FactRow where logIndex >= :from and logIndex < :to order by logIndex",
            FactRow.class)
        .setParameter("from", from)
        .setParameter("to", to)
        .getResultList();
  }

  private List<JournalRow> journal(long from, long to) {
    return session
        .createSelectionQuery(
            "from JournalRow where logIndex >= :from and logIndex < :to"
                + " order by logIndex, position",
            JournalRow.class)
        .setParameter("from", from)
        .setParameter("to", to)
        .getResultList();
  }

  private Map<String, List<PostingRow>> postings(long from, long to) {
    Map<String, List<PostingRow>> postings = new HashMap<>();
    for (PostingRow row :
        session
            .createSelectionQuery(
                "select p from PostingRow p join JournalRow j on j.id = p.entryId"
                    + " where j.logIndex >= :from and j.logIndex < :to order by p.position",
                PostingRow.class)
            .setParameter("from", from)
            .setParameter("to", to)
            .getResultList()) {
      postings.computeIfAbsent(row.entryId, id -> new ArrayList<>()).add(row);
    }
    return postings;
  }
}
