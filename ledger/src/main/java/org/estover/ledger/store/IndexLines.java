package org.estover.ledger.store;

import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.vault.BookedFact;

/**
 * The canonical dump, line by line: what an index must hold for a fact, and what it does hold.
 *
 * <p>Fields are separated by tabs. A fact's line is followed by its journal entries, each followed
 * by its postings, and by the months that it closed or restated; balances come last.
 */
public final class IndexLines {

  private IndexLines() {}

  /** The lines that follow from a fact. */
  public static List<String> of(BookedFact fact) {
    List<String> lines = new ArrayList<>();
    lines.add(fact(FactRow.of(fact.logged())));
    for (BookedEntry booked : fact.journal()) {
      addJournal(lines, JournalRow.of(booked), Projector.postings(booked));
    }
    fact.changes().forEach(change -> lines.add(period(PeriodRow.of(change))));
    return lines;
  }

  /** The line of a balance. */
  public static String of(Balance balance) {
    return line(
        "balance",
        balance.account().name(),
        balance.netDebit().currency(),
        balance.netDebit().minorUnits());
  }

  static String fact(FactRow row) {
    return line(
        "fact",
        row.logIndex,
        row.recordedMillis,
        row.type,
        row.subject,
        row.keyDigest,
        row.commitment);
  }

  static String period(PeriodRow row) {
    return line("period", row.logIndex, row.period, row.state);
  }

  static void addJournal(List<String> lines, JournalRow entry, List<PostingRow> postings) {
    lines.add(
        line(
            "journal",
            entry.logIndex,
            entry.position,
            entry.id,
            entry.effective,
            entry.booked,
            entry.kind,
            entry.target == null ? "-" : entry.target,
            entry.lastDay == null ? "-" : entry.lastDay));
    for (PostingRow row : postings) {
      lines.add(
          line(
              "posting",
              entry.id,
              row.position,
              row.side,
              row.account,
              row.minorUnits,
              row.currency));
    }
  }

  private static String line(Object... fields) {
    StringBuilder line = new StringBuilder();
    for (Object field : fields) {
      line.append(line.length() == 0 ? "" : "\t").append(field);
    }
    return line.toString();
  }
}
