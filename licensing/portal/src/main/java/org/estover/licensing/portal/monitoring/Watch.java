package org.estover.licensing.portal.monitoring;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.estover.licensing.portal.audit.ActivityLog;
import org.estover.licensing.portal.desk.TrustDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Watches what happens: after a start it reads both logs from their beginning, which finds what was
 * found before, and then follows them. What happened less than {@link #SETTLING} ago waits, because
 * the other log may still get something earlier; so an alert is there within five seconds.
 */
@Component
final class Watch {
  /** How long both logs may take to show what was written. */
  static final Duration SETTLING = Duration.ofMillis(1_500);

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final AlertStore alerts;
  private final Streams streams;
  private final Monitor monitor;
  private final Clock clock;

  Watch(
      TrustDesk desk,
      ActivityLog activity,
      AlertStore alerts,
      MonitoringSettings settings,
      Clock clock) {
    this.alerts = alerts;
    this.streams = new Streams(desk, activity.segments());
    this.monitor = new Monitor(settings);
    this.clock = clock;
  }

  /** Looks at what is new, in parts, so that others get their turn. */
  @Scheduled(fixedDelay = 500)
  synchronized void look() throws IOException {
    Instant before = clock.instant().minus(SETTLING);
    List<MonitoredEvent> events = streams.next(before);
    while (!events.isEmpty()) {
      for (MonitoredEvent event : events) {
        keep(monitor.see(event));
      }
      events = streams.next(before);
    }
    keep(monitor.passTo(LocalDate.ofInstant(before, ZoneOffset.UTC)));
  }

  private void keep(List<Alert> found) {
    for (Alert alert : found) {
      if (alerts.add(alert)) {
        LOG.info("alert={} rule={} severity={}", alert.id(), alert.rule(), alert.severity().word());
      }
    }
  }
}
