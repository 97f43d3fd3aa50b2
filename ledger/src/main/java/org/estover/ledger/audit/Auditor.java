package org.estover.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.Periods;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.ConsistencyProof;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.LogCheck;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.VerifierKey;
import org.estover.ledger.store.Index;
import org.estover.ledger.store.IndexLines;
import org.estover.ledger.vault.BookedFact;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.Vault;
import org.estover.ledger.vault.VaultPayload;

/**
 * Re-derives a ledger from its stored bytes and says what does not hold.
 *
 * <p>From the public key, which pins the log's identity, it follows the checkpoint's signature to
 * the root, every tile and every entry; from the entries the commitments to every payload; from the
 * payloads the books. It takes nothing from the code that writes except the formats. Linear in the
 * ledger; memory as the books.
 */
public final class Auditor {

  private static final int FACTS_PER_PAGE = 500;

  private final Path ledger;
  private final VerifierKey key;
  private final List<Finding> findings = new ArrayList<>();

  private Auditor(Path ledger, VerifierKey key) {
    this.ledger = ledger;
    this.key = key;
  }

  /** Audits log, vault and books; the index is left alone. */
  public static List<Finding> audit(Path ledger, VerifierKey key) throws IOException {
    Auditor auditor = new Auditor(ledger, key);
    auditor.openLog().ifPresent(auditor::checkFacts);
    return List.copyOf(auditor.findings);
  }

  /** Audits log, vault and books, and whether the index holds what follows from them. */
  public static List<Finding> audit(Path ledger, VerifierKey key, Index index) throws IOException {
    Auditor auditor = new Auditor(ledger, key);
    Optional<LogReader> log = auditor.openLog();
    if (log.isPresent()) {
      auditor.checkFacts(log.get());
      if (auditor.findings.stream().noneMatch(Finding::isFault)) {
        try {
          auditor.checkIndex(log.get(), index);
        } catch (IllegalArgumentException | ArithmeticException e) {
          // The log holds by now; so it is the database that has what no ledger puts there.
          auditor.findings.add(new Finding.IndexUnusable("the index: " + e.getMessage()));
        }
      }
    }
    return List.copyOf(auditor.findings);
  }

  /** Checks that an earlier checkpoint, kept outside the ledger, is a beginning of its log. */
  public static List<Finding> auditAgainst(Path ledger, VerifierKey key, Checkpoint earlier)
      throws IOException {
    LogReader log = LogReader.open(ledger.resolve("log"), key);
    String which = "the checkpoint of size " + earlier.size();
    if (!earlier.origin().equals(log.checkpoint().origin())) {
      return List.of(new Finding.Forked(which + " is of another log, " + earlier.origin()));
    }
    if (earlier.size() > log.size()) {
      return List.of(
          new Finding.Forked(
              which
                  + " is newer than this log of size "
                  + log.size()
                  + ": an old backup, which must not be written to"));
    }
    ConsistencyProof proof = log.consistency(earlier.size());
    return proof.verifies(earlier.root(), log.checkpoint().root())
        ? List.of()
        : List.of(new Finding.Forked(which + " is not a beginning of this log: it was rewritten"));
  }

  /**
   * The log, if its checkpoint is signed; damage in it is found before anything is read from it.
   */
  private Optional<LogReader> openLog() throws IOException {
    LogReader log;
    try {
      log = LogReader.open(ledger.resolve("log"), key);
    } catch (CorruptLogException e) {
      findings.add(new Finding.NotOpened("log/" + e.getMessage()));
      return Optional.empty();
    }
    new LogCheck(log).run().forEach(damage -> findings.add(new Finding.LogDamaged(damage)));
    return findings.isEmpty() ? Optional.of(log) : Optional.empty();
  }

  private void checkFacts(LogReader log) {
    Vault.Walk vault = vault().walk();
    Journal journal = new Journal();
    Map<String, Long> keys = new HashMap<>();
    Instant[] last = {Instant.EPOCH};
    long[] index = {0};
    try (Stream<byte[]> entries = log.entries(0)) {
      entries.forEach(
          bytes -> {
            long at = index[0]++;
            try {
              LogEntry entry = LogEntry.parse(bytes);
              checkHeader(at, entry, last[0], keys);
              last[0] = entry.time();
              checkPayload(at, entry, vault, journal);
            } catch (IOException e) {
              findings.add(new Finding.EntryRefused(at, String.valueOf(e.getMessage())));
            }
          });
    }
  }

  private void checkHeader(long at, LogEntry entry, Instant last, Map<String, Long> keys) {
    if (entry.time().isBefore(last)) {
      findings.add(new Finding.EntryRefused(at, "its time " + entry.time() + " is before " + last));
    }
    Long first = keys.putIfAbsent(entry.keyDigest(), at);
    if (first != null) {
      findings.add(
          new Finding.EntryRefused(at, "its idempotency key stands for log entry " + first));
    }
  }

  private void checkPayload(long at, LogEntry entry, Vault.Walk vault, Journal journal)
      throws IOException {
    Optional<VaultPayload> payload;
    try {
      payload = vault.find(at, entry.commitment());
    } catch (CorruptLogException e) {
      findings.add(new Finding.PayloadDamaged(at, String.valueOf(e.getMessage())));
      return;
    }
    if (payload.isEmpty()) {
      findings.add(new Finding.PayloadErased(at));
      return;
    }
    for (RecordedEntry recorded : RecordedEntry.of(at, payload.get().journal())) {
      journal
          .addUnlessRefused(recorded, entry.day())
          .ifPresent(reason -> findings.add(new Finding.EntryRefused(at, reason)));
    }
  }

  /** Compares the index, as far as it has followed, with what follows from log and vault. */
  private void checkIndex(LogReader log, Index index) throws IOException {
    long size = index.size();
    if (size > log.size() || !log.rootAt(size).equals(index.root())) {
      findings.add(
          new Finding.IndexUnusable(
              "the index of " + size + " entries has followed another log than this one"));
      return;
    }
    Journal journal = new Journal();
    Periods periods = new Periods();
    SortedMap<Long, List<String>> page = new TreeMap<>();
    try (Stream<LoggedFact> facts = LoggedFact.stream(log, vault(), 0).limit(size)) {
      for (LoggedFact fact : (Iterable<LoggedFact>) facts::iterator) {
        for (RecordedEntry recorded : fact.recorded()) {
          journal.add(recorded, fact.entry().day());
        }
        page.put(fact.index(), IndexLines.of(BookedFact.of(fact, periods)));
        boolean last = fact.index() == size - 1;
        if (page.size() == FACTS_PER_PAGE || last) {
          comparePage(page, index.lines(page.firstKey(), last ? Long.MAX_VALUE : fact.index() + 1));
          page.clear();
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<String> expected = journal.balances().stream().map(IndexLines::of).toList();
    List<String> found = index.books().balances().stream().map(IndexLines::of).toList();
    compare(size - 1, expected, found);
  }

  private void comparePage(
      SortedMap<Long, List<String>> expected, SortedMap<Long, List<String>> found) {
    SortedSet<Long> entries = new TreeSet<>(expected.keySet());
    entries.addAll(found.keySet());
    for (long entry : entries) {
      compare(entry, expected.getOrDefault(entry, List.of()), found.getOrDefault(entry, List.of()));
    }
  }

  /** Reports the first line of an entry that differs. */
  private void compare(long entry, List<String> expected, List<String> found) {
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      String wanted = i < expected.size() ? expected.get(i) : "nothing";
      String held = i < found.size() ? found.get(i) : "nothing";
      if (!wanted.equals(held)) {
        findings.add(new Finding.IndexDiffers(entry, wanted, held));
        return;
      }
    }
  }

  private Vault vault() {
    return Vault.forReading(ledger.resolve("vault"));
  }
}
