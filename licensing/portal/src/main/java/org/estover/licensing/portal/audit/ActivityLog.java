package org.estover.licensing.portal.audit;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.estover.ledger.Append;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.log.AccessSegmentSealed;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.desk.TrustDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The portal's one activity log: what is done through pages and the API, and what is read of
 * releases. Thread-safe.
 */
@Component
public final class ActivityLog {
  /** How long to wait where another process writes to the ledger. */
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(ActivityLog.class);

  private final SegmentLog segments;
  private final Clock clock;
  private Instant next;

  ActivityLog(PortalSettings settings, TrustDesk desk, Clock clock) throws IOException {
    this.clock = clock;
    this.next = clock.instant();
    this.segments =
        SegmentLog.open(
            settings.data().resolve("activity"),
            clock,
            SegmentLog.Limits.USUAL,
            segment -> logged(desk, segment));
  }

  private static long logged(TrustDesk desk, AccessSegmentSealed segment) throws IOException {
    Append request = new Append("segment/" + segment.segmentId(), segment, VaultPayload.EMPTY);
    return desk.write(
        opened ->
            opened
                .ledger()
                .append(request.idempotencyKey(), request.fact(), request.payload())
                .index());
  }

  /**
   * Records what was done.
   *
   * @throws IOException if it cannot be recorded; what was asked must not be answered then
   */
  public ActivityEvent record(Activity activity) throws IOException {
    return segments.append(activity);
  }

  /** The events and their segments. */
  public SegmentLog segments() {
    return segments;
  }

  @Scheduled(fixedDelay = 1_000)
  void tend() throws IOException {
    segments.tend();
    if (clock.instant().isBefore(next)) {
      return;
    }
    try {
      segments.seal();
    } catch (LedgerRefusedException e) {
      LOG.warn("a closed segment waits to be sealed: {}", e.getMessage());
      next = clock.instant().plus(PAUSE);
    }
  }

  @PreDestroy
  void close() throws IOException {
    try {
      segments.close();
    } catch (LedgerRefusedException e) {
      LOG.warn("the last segment will be sealed after the next start: {}", e.getMessage());
    }
  }
}
