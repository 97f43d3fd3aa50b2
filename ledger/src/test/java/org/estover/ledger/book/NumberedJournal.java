package org.estover.ledger.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Books whose entries are recorded one after the other, each by a log entry of its own. */
final class NumberedJournal {
  private final Journal journal;
  private LocalDate day = LocalDate.of(2026, 10, 31);
  private long next;

  NumberedJournal(Journal journal) {
    this.journal = journal;
  }

  NumberedJournal() {
    this(new Journal());
  }

  /** The same books on a later day. */
  NumberedJournal on(LocalDate later) {
    day = later;
    return this;
  }

  void add(JournalEntry entry) {
    assertAdded(addUnlessRefused(entry));
  }

  private static void assertAdded(Optional<String> refusal) {
    refusal.ifPresent(
        why -> {
          throw new AssertionError(why);
        });
  }

  Optional<String> addUnlessRefused(JournalEntry entry) {
    try {
      Optional<String> refusal = journal.addUnlessRefused(new RecordedEntry(next, 0, entry), day);
      next += refusal.isEmpty() ? 1 : 0;
      return refusal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why an entry cannot follow; it is not added where it can. */
  Optional<String> refusal(JournalEntry entry) {
    Optional<String> refusal = addUnlessRefused(entry);
    if (refusal.isEmpty()) {
      undo(entry);
    }
    return refusal;
  }

  void undo(JournalEntry entry) {
    journal.undo(entry);
    next--;
  }

  List<Balance> balances() {
    return journal.balances();
  }

  Journal journal() {
    return journal;
  }
}
