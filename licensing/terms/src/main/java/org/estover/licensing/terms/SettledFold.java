package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.Optional;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.PeriodClosed;
import org.estover.ledger.vault.LoggedFact;

/** Which months were closed. */
final class SettledFold implements FactFold {

  private Optional<Period> lastClosed = Optional.empty();

  @Override
  public void add(LoggedFact logged) {
    if (logged.fact() instanceof PeriodClosed closed && !isClosed(closed.period())) {
      lastClosed = Optional.of(closed.period());
    }
  }

  /** The last month that is closed, and with it all before. */
  Optional<Period> lastClosed() {
    return lastClosed;
  }

  boolean isClosed(Period period) {
    return lastClosed.map(last -> period.compareTo(last) <= 0).orElse(false);
  }

  /**
   * The day on which something of a month is entered in the books: the month's last, or if it is
   * closed, the first of the first open month.
   */
  LocalDate effective(Period period) {
    return isClosed(period) ? lastClosed.orElseThrow().lastDay().plusDays(1) : period.lastDay();
  }
}
