package org.estover.licensing.portal.monitoring;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules over one stream of events in the order of their times. Not thread-safe. */
final class Monitor {
  private final List<WatchRule> rules;
  private final Known known = new Known();
  private @Nullable LocalDate day;

  Monitor(MonitoringSettings settings) {
    this.rules = rules(settings);
  }

  /** The rules, new, as they stand before anything happened. */
  static List<WatchRule> rules(MonitoringSettings settings) {
    return List.of(
        new QuotaExceeded(settings.quota().toBytes()),
        new PurposeNotInLicense(),
        new TokenFromNewNetwork(),
        new ConcurrentToken(settings.concurrent()),
        new RunWithoutReport(settings.reportDays()),
        new ReadWithoutRun(settings.runDays()),
        new WithdrawnStillRead(settings.noticeDays()),
        new RevenueDropped(settings.revenueDrop()));
  }

  /** What the rules find at an event, and on the days that began since the one before. */
  List<Alert> see(MonitoredEvent event) {
    List<Alert> alerts = new ArrayList<>(passTo(event.day()));
    alerts.addAll(ask(event));
    return alerts;
  }

  /** What the rules find on the days that began, up to one. */
  List<Alert> passTo(LocalDate until) {
    List<Alert> alerts = new ArrayList<>();
    LocalDate from = day;
    if (from == null || until.isAfter(from)) {
      day = until;
    }
    if (from != null) {
      for (LocalDate next = from.plusDays(1); !next.isAfter(until); next = next.plusDays(1)) {
        alerts.addAll(
            ask(new MonitoredEvent.DayBegan(next.atStartOfDay(ZoneOffset.UTC).toInstant())));
      }
    }
    return alerts;
  }

  private List<Alert> ask(MonitoredEvent event) {
    known.take(event);
    List<Alert> alerts = new ArrayList<>();
    rules.forEach(rule -> alerts.addAll(rule.see(event, known)));
    return alerts;
  }
}
