package org.estover.ledger.book;

import java.util.ArrayList;
import java.util.List;

/**
 * A journal entry and the log entry that recorded it.
 *
 * @param logIndex index of the log entry
 * @param position place among the journal entries of that log entry, from 0
 * @param entry the journal entry
 */
public record RecordedEntry(long logIndex, int position, JournalEntry entry) {

  /** The journal entries that one log entry recorded, in their order. */
  public static List<RecordedEntry> of(long logIndex, List<JournalEntry> journal) {
    List<RecordedEntry> recorded = new ArrayList<>(journal.size());
    for (JournalEntry entry : journal) {
      recorded.add(new RecordedEntry(logIndex, recorded.size(), entry));
    }
    return recorded;
  }
}
