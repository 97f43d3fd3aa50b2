package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.hibernate.annotations.Immutable;

/** A posting, as a row. */
@Entity
@Immutable
@IdClass(PostingRow.Key.class)
@Table(name = "posting")
class PostingRow {

  static final String DEBIT = "debit";
  static final String CREDIT = "credit";

  @Id
  @Column(name = "log_index")
  long logIndex;

  @Id
  @Column(name = "entry_position")
  int entryPosition;

  @Id
  @Column(name = "posting_position")
  int position;

  @Column(name = "side")
  String side = "";

  @Column(name = "account")
  String account = "";

  @Column(name = "minor_units")
  long minorUnits;

  @Column(name = "currency")
  String currency = "";

  /** Which posting of which journal entry. */
  record Key(long logIndex, int entryPosition, int position) implements Serializable {}

  static PostingRow of(BookedEntry booked, int position) {
    Posting posting = booked.entry().postings().get(position);
    PostingRow row = new PostingRow();
    row.logIndex = booked.logIndex();
    row.entryPosition = booked.position();
    row.position = position;
    row.side = side(posting);
    row.account = posting.account().name();
    row.minorUnits = posting.amount().minorUnits();
    row.currency = posting.amount().currency();
    return row;
  }

  static String side(Posting posting) {
    return posting instanceof Debit ? DEBIT : CREDIT;
  }

  JournalRow.Key entry() {
    return new JournalRow.Key(logIndex, entryPosition);
  }

  Posting toPosting() {
    Money amount = new Money(minorUnits, currency);
    return side.equals(DEBIT)
        ? new Debit(new Account(account), amount)
        : new Credit(new Account(account), amount);
  }
}
