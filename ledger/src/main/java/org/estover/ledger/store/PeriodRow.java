package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Locale;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.PeriodChange;
import org.estover.ledger.book.PeriodState;
import org.hibernate.annotations.Immutable;

/** A month that was closed or restated, as a row. */
@Entity
@Immutable
@IdClass(PeriodRow.Key.class)
@Table(name = "period_change")
class PeriodRow {

  @Column(name = "log_index")
  long logIndex;

  @Id
  @Column(name = "period")
  String period = "";

  @Id
  @Column(name = "state")
  String state = "";

  /** Which state of which month. */
  record Key(String period, String state) implements Serializable {}

  static PeriodRow of(PeriodChange change) {
    PeriodRow row = new PeriodRow();
    row.logIndex = change.logIndex();
    row.period = change.period().toString();
    row.state = change.state().word();
    return row;
  }

  PeriodChange toChange() {
    return new PeriodChange(
        logIndex, Period.parse(period), PeriodState.valueOf(state.toUpperCase(Locale.ROOT)));
  }
}
