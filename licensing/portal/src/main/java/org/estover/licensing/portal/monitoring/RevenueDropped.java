package org.estover.licensing.portal.monitoring;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.RevenueReported;

/**
 * An agreement's revenue fell by more than some percent against the month before, in the same
 * currency, while no less was read under it. Corrections are not compared: they have been seen.
 */
final class RevenueDropped implements WatchRule {
  private static final long WHOLE = 100;

  private final int percent;
  private final Map<String, BigInteger> gross = new HashMap<>();
  private final Map<String, Long> read = new HashMap<>();

  RevenueDropped(int percent) {
    this.percent = percent;
  }

  @Override
  public String name() {
    return "revenue-dropped";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public String incidentKind() {
    return "revenue-misstated";
  }

  @Override
  public List<Alert> see(MonitoredEvent event, Known known) {
    if (event instanceof MonitoredEvent.Done done && done.isRead()) {
      String agreement = known.agreementOf(done.known("grant"));
      read.merge(agreement + " " + Period.of(event.day()), done.bytes(), Long::sum);
    }
    if (!(event instanceof MonitoredEvent.Logged logged)
        || !(logged.fact() instanceof RevenueReported report)
        || logged.gross().isEmpty()) {
      return List.of();
    }
    String agreement = report.agreementId();
    Period month = report.period();
    Period before = Period.of(month.firstDay().minusDays(1));
    String currency = logged.gross().substring(0, logged.gross().indexOf(' '));
    BigInteger now = new BigInteger(logged.gross().substring(currency.length() + 1));
    gross.put(agreement + " " + month + " " + currency, now);
    BigInteger was = gross.get(agreement + " " + before + " " + currency);
    boolean noLess =
        read.getOrDefault(agreement + " " + month, 0L)
            >= read.getOrDefault(agreement + " " + before, 0L);
    boolean fell =
        was != null
            && now.multiply(BigInteger.valueOf(WHOLE))
                    .compareTo(was.multiply(BigInteger.valueOf(WHOLE - percent)))
                < 0;
    if (!fell || !noLess) {
      return List.of();
    }
    // The figures are the developer's; the alert says what can be said to an auditor as well.
    return List.of(
        alert(
            event,
            agreement,
            "reported for "
                + month
                + " over "
                + percent
                + " % less than for "
                + before
                + ", and read no less",
            "report",
            report.reportId(),
            "month",
            month.toString()));
  }
}
