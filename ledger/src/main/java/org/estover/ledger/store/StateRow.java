package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How far the index has followed which log, by which projection; one row. */
@Entity
@Table(name = "index_state")
class StateRow {

  static final int ONLY = 1;

  @Id
  @Column(name = "id")
  int id = ONLY;

  @Column(name = "entries")
  long entries;

  @Column(name = "root")
  String root = "";

  @Column(name = "projection")
  int projection;
}
