package org.estover.licensing.portal.download;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Gives readers up that take less than {@value #LEAST_BYTES_A_SECOND} bytes a second in the long
 * run: each of them holds a thread.
 */
final class Pace {
  static final long LEAST_BYTES_A_SECOND = 32 << 10;
  static final Duration GRACE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Instant begun;

  Pace(Clock clock) {
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** Refuses to go on where that much took too long. */
  void require(long sent) throws IOException {
    Duration taken = Duration.between(begun, clock.instant());
    if (taken.minus(GRACE).compareTo(Duration.ofSeconds(sent / LEAST_BYTES_A_SECOND)) > 0) {
      throw new IOException("a reader took " + sent + " bytes in " + taken + "; given up");
    }
  }
}
