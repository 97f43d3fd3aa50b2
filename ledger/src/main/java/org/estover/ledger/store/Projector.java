package org.estover.ledger.store;

import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.vault.BookedFact;
import org.hibernate.StatelessSession;

/** Turns facts into rows: a pure function of log and vault. */
final class Projector {

  /** A change of what rows follow from a fact is a new version, and rebuilds every index. */
  static final int VERSION = 2;

  private Projector() {}

  /** Inserts the rows of facts, in order. */
  static void project(StatelessSession session, List<BookedFact> facts) {
    List<FactRow> factRows = new ArrayList<>();
    List<JournalRow> journalRows = new ArrayList<>();
    List<PostingRow> postingRows = new ArrayList<>();
    List<PeriodRow> periodRows = new ArrayList<>();
    for (BookedFact fact : facts) {
      factRows.add(FactRow.of(fact.logged()));
      for (BookedEntry booked : fact.journal()) {
        journalRows.add(JournalRow.of(booked));
        postingRows.addAll(postings(booked));
      }
      fact.changes().forEach(change -> periodRows.add(PeriodRow.of(change)));
    }
    session.insertMultiple(factRows);
    session.insertMultiple(periodRows);
    session.insertMultiple(journalRows);
    session.insertMultiple(postingRows);
  }

  static List<PostingRow> postings(BookedEntry booked) {
    int count = booked.entry().postings().size();
    List<PostingRow> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(PostingRow.of(booked, i));
    }
    return rows;
  }
}
