package org.estover.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.Vault;

/**
 * The books as a log's writer needs them, and their copy on the disk, which spares the next writer
 * from reading all payloads again. Not thread-safe.
 */
final class KeptBooks {
  private final Path file;
  private final Supplier<LogReader> log;
  private final Vault vault;

  /**
   * The books of a log.
   *
   * @param file where the copy stands, if there is one
   * @param log the log as far as it is written
   */
  KeptBooks(Path file, Supplier<LogReader> log, Vault vault) {
    this.file = file;
    this.log = log;
    this.vault = vault;
  }

  /**
   * The books of all entries, from the copy and from what was recorded since.
   *
   * @throws LedgerRefusedException if a journal entry breaks a law of the books
   */
  Journal read() throws IOException {
    Optional<KeptCopy> copy = copy();
    return copy.isPresent()
        ? added(Journal.copyOf(copy.get().bytes(), this::entry), copy.get().size(), size())
        : added(new Journal(this::entry), 0, size());
  }

  /** Whether the copy, if there is one, is what follows from log and vault. */
  boolean copyHolds() throws IOException {
    Optional<KeptCopy> copy = copy();
    return copy.isEmpty()
        || added(new Journal(this::entry), 0, copy.get().size())
            .copy()
            .filter(derived -> Arrays.equals(derived, copy.get().bytes()))
            .isPresent();
  }

  private long size() {
    return log.get().size();
  }

  private Optional<KeptCopy> copy() {
    return KeptCopy.read(file, KeptCopy.Roots.of(log.get()));
  }

  private Journal added(Journal books, long from, long to) throws IOException {
    try (Stream<LoggedFact> facts = LoggedFact.stream(log.get(), vault, from).limit(to - from)) {
      for (LoggedFact fact : (Iterable<LoggedFact>) facts::iterator) {
        for (RecordedEntry recorded : fact.recorded()) {
          Optional<String> refusal = books.addUnlessRefused(recorded, fact.entry().day());
          if (refusal.isPresent()) {
            throw Errors.brokenBooks(fact.index(), refusal.get());
          }
        }
        books.allWritten();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return books;
  }

  private JournalEntry entry(long index, int position) throws IOException {
    try {
      return LoggedFact.at(log.get(), vault, index).payload().journal().get(position);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Keeps a copy of the books of all entries. */
  void write(Journal books) throws IOException {
    Optional<byte[]> copy = books.copy();
    if (copy.isPresent()) {
      new KeptCopy(size(), copy.get()).write(file, log.get().checkpoint().root());
    }
  }
}
