package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.ChargeIssued;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.PaymentReceived;
import org.estover.ledger.log.PeriodClosed;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.log.StatementRevised;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.receivable.Payment;

/** What was charged beside statements, what was paid, and which months are closed. */
final class SettledFold implements FactFold {

  /** By id, in log order. */
  final Map<String, Charge> charges = new LinkedHashMap<>();

  /** By id, in log order. */
  final Map<String, Payment> payments = new LinkedHashMap<>();

  private final Map<String, String> agreements = new HashMap<>();
  private final Map<String, List<Charge>> unstated = new HashMap<>();
  private Optional<Period> lastClosed = Optional.empty();

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof StatementIssued issued) {
      stated(issued.statementId(), issued.agreementId());
    } else if (fact instanceof StatementRevised revised) {
      stated(revised.statementId(), revised.agreementId());
    } else if (fact instanceof PeriodClosed closed && !isClosed(closed.period())) {
      lastClosed = Optional.of(closed.period());
    } else if (!logged.erased()) {
      addPrivate(logged);
    }
  }

  private void addPrivate(LoggedFact logged) {
    if (logged.fact() instanceof ChargeIssued issued) {
      Charge charge =
          Charge.fromJson(issued.kind(), issued.statementId(), logged.payload().content());
      charges.put(issued.chargeId(), charge);
      String agreement = agreements.getOrDefault(issued.statementId(), "");
      unstated.computeIfAbsent(agreement, id -> new ArrayList<>()).add(charge);
    } else if (logged.fact() instanceof PaymentReceived received) {
      payments.put(
          received.paymentId(), Payment.fromJson(received.partyId(), logged.payload().content()));
    }
  }

  /** A statement shows what was charged since the one before it. */
  private void stated(String statementId, String agreementId) {
    agreements.put(statementId, agreementId);
    unstated.remove(agreementId);
  }

  /** What was charged under an agreement since its last statement, in log order. */
  List<Charge> unstated(String agreementId) {
    return unstated.getOrDefault(agreementId, List.of());
  }

  /** The last month that is closed, and with it all before. */
  Optional<Period> lastClosed() {
    return lastClosed;
  }

  boolean isClosed(Period period) {
    return lastClosed.map(last -> period.compareTo(last) <= 0).orElse(false);
  }

  /**
   * The day on which a statement of a month is entered in the books: the month's last, or if it is
   * closed, the first of the first open month.
   */
  LocalDate effective(Period period) {
    return effective(period.lastDay());
  }

  /** The day on which something of a day is entered in the books. */
  LocalDate effective(LocalDate day) {
    return isClosed(new Period(day.getYear(), day.getMonthValue()))
        ? lastClosed.orElseThrow().lastDay().plusDays(1)
        : day;
  }
}
