package org.estover.ledger.book;

/**
 * A journal entry and the log entry that recorded it.
 *
 * @param logIndex index of the log entry
 * @param position place among the journal entries of that log entry, from 0
 * @param entry the journal entry
 */
public record RecordedEntry(long logIndex, int position, JournalEntry entry) {}
