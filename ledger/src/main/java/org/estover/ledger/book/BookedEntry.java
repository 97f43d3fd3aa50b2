package org.estover.ledger.book;

/**
 * A journal entry as it was recorded, and the month that it is booked in.
 *
 * @param recorded the journal entry and its place
 * @param booked the month of its effective day, or if that was closed when it was recorded, the
 *     first later one that was open
 */
public record BookedEntry(RecordedEntry recorded, Period booked) {

  /** The journal entry. */
  public JournalEntry entry() {
    return recorded.entry();
  }

  /** Index of the log entry that recorded it. */
  public long logIndex() {
    return recorded.logIndex();
  }

  /** Place among the journal entries of that log entry, from 0. */
  public int position() {
    return recorded.position();
  }
}
