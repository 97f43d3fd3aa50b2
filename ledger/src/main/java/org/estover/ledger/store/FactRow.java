package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.estover.ledger.vault.LoggedFact;
import org.hibernate.annotations.Immutable;

/** A log entry's header, as a row. */
@Entity
@Immutable
@Table(name = "fact")
class FactRow {

  @Id
  @Column(name = "log_index")
  long logIndex;

  @Column(name = "recorded_ms")
  long recordedMillis;

  @Column(name = "fact_type")
  String type = "";

  @Column(name = "subject")
  String subject = "";

  @Column(name = "key_digest")
  String keyDigest = "";

  @Column(name = "commitment")
  String commitment = "";

  static FactRow of(LoggedFact logged) {
    FactRow row = new FactRow();
    row.logIndex = logged.index();
    row.recordedMillis = logged.entry().time().toEpochMilli();
    row.type = logged.fact().type();
    row.subject = logged.fact().subject();
    row.keyDigest = logged.entry().keyDigest();
    row.commitment = logged.entry().commitment();
    return row;
  }
}
