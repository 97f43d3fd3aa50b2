package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A log entry whose rows break a rule that speaks of several of them; a row of a view. */
@Entity
@Immutable
@IdClass(BrokenRow.Key.class)
@Table(name = "broken_rule")
class BrokenRow {

  @Id
  @Column(name = "log_index")
  long logIndex;

  @Id
  @Column(name = "rule")
  String rule = "";

  /** Which rule, and where. */
  record Key(long logIndex, String rule) implements Serializable {}
}
