package org.estover.ledger.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** A clock that goes on, stands, and jumps. */
final class SimulatedClock extends Clock {
  private static final List<Instant> PLACES =
      List.of(
          Instant.parse("2028-02-29T23:59:59.999999999Z"),
          Instant.parse("2038-01-19T03:14:07.5Z"),
          Instant.parse("2026-12-31T23:59:59.9996Z"),
          Instant.parse("2027-03-28T00:59:59Z"),
          Instant.parse("1970-01-01T00:00:00Z"));

  private Instant now = Instant.parse("2026-11-21T06:00:00Z");

  void goOn(SplittableRandom random) {
    now = now.plusNanos(random.nextInt(3) == 0 ? 0 : random.nextLong(5_000_000_000L));
  }

  /** Jumps back an hour, to a place where clocks go wrong, or years ahead or back. */
  void jump(SplittableRandom random) {
    now =
        switch (random.nextInt(4)) {
          case 0 -> now.minus(Duration.ofHours(1));
          case 1 -> PLACES.get(random.nextInt(PLACES.size()));
          case 2 -> now.plus(Duration.ofDays(random.nextInt(800)));
          default -> now.minus(Duration.ofMillis(random.nextInt(2000)));
        };
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the ledger knows no zones");
  }
}
