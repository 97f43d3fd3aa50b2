package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.RecordedEntry;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A journal entry without its postings, as a row. */
@Entity
@Immutable
@IdClass(JournalRow.Key.class)
@Table(name = "journal_entry")
class JournalRow {

  @Id
  @Column(name = "log_index")
  long logIndex;

  @Id
  @Column(name = "entry_position")
  int position;

  @Column(name = "id")
  String id = "";

  @Column(name = "effective")
  LocalDate effective = LocalDate.EPOCH;

  @Column(name = "booked")
  String booked = "";

  @Column(name = "kind")
  String kind = "";

  @Column(name = "target")
  @Nullable String target;

  @Column(name = "last_day")
  @Nullable LocalDate lastDay;

  /** Which journal entry: of which log entry, and which of its own. */
  record Key(long logIndex, int position) implements Serializable {}

  static JournalRow of(BookedEntry booked) {
    JournalRow row = new JournalRow();
    row.logIndex = booked.logIndex();
    row.position = booked.position();
    row.id = booked.entry().id();
    row.effective = booked.entry().effective();
    row.booked = booked.booked().toString();
    row.kind = booked.entry().kind().word();
    row.target = booked.entry().target().isEmpty() ? null : booked.entry().target();
    row.lastDay = booked.entry().lastDay();
    return row;
  }

  Key key() {
    return new Key(logIndex, position);
  }

  BookedEntry toBooked(List<PostingRow> postings) {
    JournalEntry entry =
        new JournalEntry(
            id,
            effective,
            EntryKind.of(kind),
            target == null ? "" : target,
            lastDay,
            postings.stream().map(PostingRow::toPosting).toList());
    return new BookedEntry(new RecordedEntry(logIndex, position, entry), Period.parse(booked));
  }
}
