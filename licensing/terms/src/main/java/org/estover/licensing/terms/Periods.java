package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.PeriodClosed;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.statement.Reported;

/**
 * Closes months: what comes later for a closed one is entered on the first day of the first open
 * one. Commands are idempotent as those of {@link Trust}. Not thread-safe.
 */
public final class Periods {

  private final TrustState state;

  Periods(TrustState state) {
    this.state = state;
  }

  /**
   * Closes a month and all before it, for good.
   *
   * @param today the day on which it is closed, after the month's last
   * @return whether the month was closed before
   * @throws TermsRefusedException if it is not over, or a report of it or of an earlier one waits
   *     for its statement
   */
  public boolean close(Period period, LocalDate today) throws IOException {
    Register register = state.register();
    if (register.settled.isClosed(period)) {
      return true;
    }
    if (!period.lastDay().isBefore(today)) {
      throw SettledErrors.notOver(period, today);
    }
    List<Reported> waiting =
        register
            .allReported()
            .filter(reported -> reported.report().period().compareTo(period) <= 0)
            .filter(reported -> !register.isSettled(reported))
            .toList();
    if (!waiting.isEmpty()) {
      throw SettledErrors.unsettled(period, waiting);
    }
    state.ledger().append("period/" + period, new PeriodClosed(period), VaultPayload.EMPTY);
    return false;
  }

  /** The last month that is closed; all before it are. */
  public Optional<Period> lastClosed() throws IOException {
    return state.register().settled.lastClosed();
  }
}
