package org.estover.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.Fact;
import org.estover.ledger.store.Books;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;

/**
 * A trust's ledger on disk: the log of facts, the vault of their payloads, and the books derived
 * from both.
 *
 * <p>One process writes at a time; others read. Not thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Ledger implements AutoCloseable {

  private Ledger() {}

  /** Makes a new, empty ledger with a signing key of its own. */
  public static void init(Path folder, String origin, LedgerSettings settings) throws IOException {
    throw new UnsupportedOperationException(folder + origin + settings);
  }

  /** Opens a ledger as its one writer. */
  public static Ledger open(Path folder, LedgerSettings settings) throws IOException {
    throw new UnsupportedOperationException(folder + " " + settings);
  }

  /** Opens a ledger for reading, beside a writer if there is one. */
  public static Ledger openReadOnly(Path folder, LedgerSettings settings) throws IOException {
    throw new UnsupportedOperationException(folder + " " + settings);
  }

  /** Records one fact; returns after it is on disk under a signed checkpoint. */
  public Appended append(String idempotencyKey, Fact fact, VaultPayload payload)
      throws IOException {
    return appendAll(List.of(new Append(idempotencyKey, fact, payload))).get(0);
  }

  /** Records facts as one group: all of them or none. */
  public List<Appended> appendAll(List<Append> requests) throws IOException {
    throw new UnsupportedOperationException(requests.toString());
  }

  /** All facts with their payloads, in log order. */
  public Stream<LoggedFact> facts() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The latest signed claim of what the log is. */
  public Checkpoint checkpoint() {
    throw new UnsupportedOperationException();
  }

  /** The books, brought up to the log's end; opens the index on first use, which takes seconds. */
  public Books books() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {}
}
