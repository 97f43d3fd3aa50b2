package org.estover.licensing.portal.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.log.Fact;

/** What rules look at: facts of the ledger, what was done at the portal, and days that begin. */
sealed interface MonitoredEvent {
  /** When it happened. */
  Instant at();

  /** The day on which it happened, in UTC. */
  default LocalDate day() {
    return LocalDate.ofInstant(at(), ZoneOffset.UTC);
  }

  /**
   * An entry of the ledger's log.
   *
   * @param index its index
   * @param at when it was recorded
   * @param fact what happened
   * @param gross what was reported, in minor units with the currency, where the fact is a report of
   *     revenue that was not erased; else ""
   */
  record Logged(long index, Instant at, Fact fact, String gross) implements MonitoredEvent {}

  /**
   * Something that was done at the portal.
   *
   * @param id its id in the activity log
   * @param at when it was done
   * @param party the party it was done for, or ""
   * @param token id of the token by which a program did it, or ""
   * @param action scope and action
   * @param bytes how many bytes of releases were delivered by it
   * @param evidence grant, release, file, network, purpose: what is known of it
   */
  record Done(
      String id,
      Instant at,
      String party,
      String token,
      String action,
      long bytes,
      Map<String, String> evidence)
      implements MonitoredEvent {

    public Done {
      evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }

    /** Whether a part of a release was read. */
    boolean isRead() {
      return bytes > 0;
    }

    /** What is known of it under a name, or "". */
    String known(String name) {
      return evidence.getOrDefault(name, "");
    }
  }

  /** A day that begins; stands before all that happens on it. */
  record DayBegan(Instant at) implements MonitoredEvent {}
}
