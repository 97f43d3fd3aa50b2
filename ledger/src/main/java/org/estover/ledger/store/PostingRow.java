package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.estover.ledger.book.Account;
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
  @Column(name = "entry_id")
  String entryId = "";

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
  record Key(String entryId, int position) implements Serializable {}

  static PostingRow of(String entryId, int position, Posting posting) {
    PostingRow row = new PostingRow();
    row.entryId = entryId;
    row.position = position;
    row.side = posting instanceof Debit ? DEBIT : CREDIT;
    row.account = posting.account().name();
    row.minorUnits = posting.amount().minorUnits();
    row.currency = posting.amount().currency();
    return row;
  }

  Posting toPosting() {
    Money amount = new Money(minorUnits, currency);
    return side.equals(DEBIT)
        ? new Debit(new Account(account), amount)
        : new Credit(new Account(account), amount);
  }
}
