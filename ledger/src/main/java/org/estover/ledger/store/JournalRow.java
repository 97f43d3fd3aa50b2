package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.RecordedEntry;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A journal entry without its postings, as a row. */
@Entity
@Immutable
@Table(name = "journal_entry")
class JournalRow {

  @Id
  @Column(name = "id")
  String id = "";

  @Column(name = "log_index")
  long logIndex;

  @Column(name = "entry_position")
  int position;

  @Column(name = "effective")
  LocalDate effective = LocalDate.EPOCH;

  @Column(name = "reverses")
  @Nullable String reverses;

  static JournalRow of(RecordedEntry recorded) {
    JournalRow row = new JournalRow();
    row.id = recorded.entry().id();
    row.logIndex = recorded.logIndex();
    row.position = recorded.position();
    row.effective = recorded.entry().effective();
    row.reverses = recorded.entry().target().isEmpty() ? null : recorded.entry().target();
    return row;
  }

  RecordedEntry toRecorded(List<PostingRow> postings) {
    JournalEntry entry =
        new JournalEntry(
            id,
            effective,
            reverses == null ? EntryKind.ENTRY : EntryKind.REVERSAL,
            reverses == null ? "" : reverses,
            null,
            postings.stream().map(PostingRow::toPosting).toList());
    return new RecordedEntry(logIndex, position, entry);
  }
}
