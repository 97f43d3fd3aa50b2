package org.estover.licensing.portal.audit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The portal is not well where nothing can be recorded: it refuses every change then. */
@Component("activity")
final class ActivityHealth implements HealthIndicator {
  private final ActivityLog log;

  ActivityHealth(ActivityLog log) {
    this.log = log;
  }

  @Override
  public Health health() {
    return (log.segments().isStopped() ? Health.down() : Health.up()).build();
  }
}
