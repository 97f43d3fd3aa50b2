package org.estover.licensing.portal.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.ModelRevenueReported;
import org.estover.ledger.log.RevenueCorrected;
import org.estover.ledger.log.RevenueReported;

/**
 * A training run was registered in a month or before, and some days after the month's end nothing
 * was reported of it under the agreement; told once a month.
 */
final class RunWithoutReport implements WatchRule {
  private final int days;
  private final Map<String, Period> trainedSince = new TreeMap<>();
  private final Set<String> reported = new TreeSet<>();

  RunWithoutReport(int days) {
    this.days = days;
  }

  @Override
  public String name() {
    return "run-without-report";
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
    if (event instanceof MonitoredEvent.Logged logged) {
      take(logged, known);
    }
    if (!(event instanceof MonitoredEvent.DayBegan) || !isDue(event)) {
      return List.of();
    }
    Period month = Period.of(event.day().minusDays(days + 1L));
    List<Alert> alerts = new ArrayList<>();
    trainedSince.forEach(
        (agreement, since) -> {
          if (since.compareTo(month) <= 0 && !reported.contains(key(agreement, month))) {
            alerts.add(
                alert(
                    event,
                    agreement,
                    "trains, and reported no revenue of " + month + " within " + days + " days",
                    "month",
                    month.toString(),
                    "developer",
                    known.developerOf(agreement)));
          }
        });
    return alerts;
  }

  /** Whether this is the day behind the last one on which a month was to be reported. */
  private boolean isDue(MonitoredEvent event) {
    return event.day().minusDays(days).getDayOfMonth() == 1;
  }

  private void take(MonitoredEvent.Logged logged, Known known) {
    Fact fact = logged.fact();
    String grant = Known.grantTrainedUnder(fact);
    if (!grant.isEmpty()) {
      trainedSince.putIfAbsent(known.agreementOf(grant), Period.of(logged.day()));
    } else if (fact instanceof RevenueReported report) {
      reported.add(key(report.agreementId(), report.period()));
    } else if (fact instanceof RevenueCorrected report) {
      reported.add(key(report.agreementId(), report.period()));
    } else if (fact instanceof ModelRevenueReported report) {
      reported.add(key(report.agreementId(), report.period()));
    }
  }

  private static String key(String agreement, Period month) {
    return agreement + " " + month;
  }
}
