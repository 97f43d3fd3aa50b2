package org.estover.ledger.store;

import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Posting;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.vault.LoggedFact;
import org.hibernate.StatelessSession;

/** Turns facts into rows: a pure function of log and vault. */
final class Projector {

  /** A change of what rows follow from a fact is a new version, and rebuilds every index. */
  static final int VERSION = 1;

  private Projector() {}

  /** Inserts the rows of facts, in order. */
  static void project(StatelessSession session, List<LoggedFact> facts) {
    List<FactRow> factRows = new ArrayList<>();
    List<JournalRow> journalRows = new ArrayList<>();
    List<PostingRow> postingRows = new ArrayList<>();
    for (LoggedFact fact : facts) {
      factRows.add(FactRow.of(fact));
      for (RecordedEntry recorded : fact.recorded()) {
        journalRows.add(JournalRow.of(recorded));
        postingRows.addAll(postings(recorded));
      }
    }
    session.insertMultiple(factRows);
    session.insertMultiple(journalRows);
    session.insertMultiple(postingRows);
  }

  static List<PostingRow> postings(RecordedEntry recorded) {
    List<Posting> postings = recorded.entry().postings();
    List<PostingRow> rows = new ArrayList<>();
    for (int i = 0; i < postings.size(); i++) {
      rows.add(PostingRow.of(recorded.entry().id(), i, postings.get(i)));
    }
    return rows;
  }
}
