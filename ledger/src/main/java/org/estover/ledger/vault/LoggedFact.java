package org.estover.ledger.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;

/**
 * A log entry together with the payload that it commits to.
 *
 * @param index index of the log entry, from 0
 * @param entry the log entry
 * @param payload the payload, or {@link VaultPayload#EMPTY} where it was erased or not read
 * @param erased whether the payload was erased
 */
public record LoggedFact(long index, LogEntry entry, VaultPayload payload, boolean erased) {

  /**
   * The facts of a log from an index on, each with its payload, in log order.
   *
   * <p>The stream reads as it goes and throws {@link UncheckedIOException} where stored bytes do
   * not hold.
   */
  public static Stream<LoggedFact> stream(LogReader log, Vault vault, long from) {
    return stream(log, vault, from, fact -> false);
  }

  /** As {@link #stream}; the payloads of facts that are known are not read, and stand empty. */
  public static Stream<LoggedFact> stream(
      LogReader log, Vault vault, long from, Predicate<Fact> known) {
    AtomicLong next = new AtomicLong(from);
    Vault.Walk walk = vault.walk();
    return log.entries(from).map(bytes -> read(next.getAndIncrement(), bytes, walk::find, known));
  }

  /** The fact at an index of a log. */
  public static LoggedFact at(LogReader log, Vault vault, long index) {
    return read(index, log.entry(index), vault::find, fact -> false);
  }

  /** Finds the payload of a log entry by its index and commitment. */
  @FunctionalInterface
  private interface Payloads {
    Optional<VaultPayload> find(long index, String commitment) throws IOException;
  }

  private static LoggedFact read(
      long index, byte[] bytes, Payloads payloads, Predicate<Fact> known) {
    try {
      LogEntry entry = LogEntry.parse(bytes);
      if (known.test(entry.fact())) {
        return new LoggedFact(index, entry, VaultPayload.EMPTY, false);
      }
      Optional<VaultPayload> payload = payloads.find(index, entry.commitment());
      return new LoggedFact(index, entry, payload.orElse(VaultPayload.EMPTY), payload.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException("log entry " + index + ": " + e.getMessage(), e);
    }
  }

  /** The public part: what happened. */
  public Fact fact() {
    return entry.fact();
  }

  /** Its journal entries, with where they were recorded. */
  public List<RecordedEntry> recorded() {
    return RecordedEntry.of(index, payload.journal());
  }
}
