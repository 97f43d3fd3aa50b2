package org.estover.ledger.store;

import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.vault.LoggedFact;

/**
 * The canonical dump, line by line: what an index must hold for a fact, and what it does hold.
 *
 * <p>Fields are separated by tabs. A fact's line is followed by its journal entries, each followed
 * by its postings; balances come last.
 */
public final class IndexLines {

  private IndexLines() {}

  /** The lines that follow from a fact. */
  public static List<String> of(LoggedFact logged) {
    List<String> lines = new ArrayList<>();
    lines.add(fact(FactRow.of(logged)));
    for (RecordedEntry recorded : logged.recorded()) {
      addJournal(lines, JournalRow.of(recorded), Projector.postings(recorded));
    }
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

  static void addJournal(List<String> lines, JournalRow entry, List<PostingRow> postings) {
    String reverses = entry.reverses == null ? "-" : entry.reverses;
    lines.add(line("journal", entry.logIndex, entry.position, entry.id, entry.effective, reverses));
    for (PostingRow row : postings) {
      lines.add(
          line(
              "posting",
              row.entryId,
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
