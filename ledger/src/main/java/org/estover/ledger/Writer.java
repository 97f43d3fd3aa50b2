package org.estover.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.TransparencyLog;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.SaltedPayload;
import org.estover.ledger.vault.Vault;
import org.estover.ledger.vault.VaultPayload;
import org.jspecify.annotations.Nullable;

/**
 * The sequencer: checks requests, gives them time and place, and makes them durable.
 *
 * <p>Memory: a digest and an index per log entry; with the first journal entry, the journal as
 * well.
 */
final class Writer implements AutoCloseable {

  private final WriterLock lock;
  private final DurableFiles files;
  private final Vault vault;
  private final Clock clock;
  private final Map<String, Long> indexOfKey = new HashMap<>();
  private final NewestCheckpoint newest;
  private final TransparencyLog log;
  private final List<String> cut;
  private Instant lastTime = Instant.EPOCH;
  private @Nullable Journal journal;

  private Writer(
      WriterLock lock,
      Path folder,
      SigningKey key,
      DurableFiles files,
      Vault vault,
      LedgerSettings settings)
      throws IOException {
    this.lock = lock;
    this.files = files;
    this.vault = vault;
    this.clock = settings.clock();
    this.newest = new NewestCheckpoint(folder, settings.newest(), files);
    newest.requireContinued(key.verifier());
    this.log = TransparencyLog.open(folder.resolve("log"), key, files, this::remember);
    this.cut = Stream.concat(log.cut().stream(), vault.cut(log().size()).stream()).toList();
    newest.keep(log());
  }

  /** Takes over the lock of a ledger and opens its log; the lock is released if that fails. */
  static Writer open(
      WriterLock lock,
      Path folder,
      SigningKey key,
      DurableFiles files,
      Vault vault,
      LedgerSettings settings)
      throws IOException {
    boolean opened = false;
    try {
      Writer writer = new Writer(lock, folder, key, files, vault, settings);
      opened = true;
      return writer;
    } finally {
      if (!opened) {
        if (files.isStopped()) {
          lock.stopForGood();
        }
        lock.close();
      }
    }
  }

  LogReader log() {
    return log.reader();
  }

  /**
   * The files that a group which was never acknowledged had left, and that were cut at the start.
   */
  List<String> cut() {
    return cut;
  }

  private void remember(byte[] bytes) throws IOException {
    LogEntry entry = LogEntry.parse(bytes);
    indexOfKey.put(entry.keyDigest(), (long) indexOfKey.size());
    lastTime = entry.time();
  }

  /** Appends those requests whose key is new, as one group, and answers all of them. */
  List<Appended> append(List<Append> requests) throws IOException {
    List<Append> fresh = new ArrayList<>();
    Map<String, Integer> freshKeys = new HashMap<>();
    for (Append request : requests) {
      String digest = digest(request.idempotencyKey());
      Long known = indexOfKey.get(digest);
      Integer pending = freshKeys.get(digest);
      if (known != null) {
        requireSame(request, known, LoggedFact.at(log(), vault, known));
      } else if (pending != null) {
        Append first = fresh.get(pending);
        requireSame(request, log().size() + pending, first.fact(), first.payload());
      } else {
        freshKeys.put(digest, fresh.size());
        fresh.add(request);
      }
    }
    checkJournal(fresh);
    long from = log().size();
    List<LogEntry> written = fresh.isEmpty() ? List.of() : write(fresh);
    List<Appended> answers = new ArrayList<>();
    for (Append request : requests) {
      String digest = digest(request.idempotencyKey());
      Long index = indexOfKey.get(digest);
      if (index == null) {
        throw new AssertionError("every request of a group is recorded or refused");
      }
      boolean repeated = index < from || freshKeys.remove(digest) == null;
      LogEntry entry =
          index < from
              ? LogEntry.parse(log().entry(index))
              : written.get(Math.toIntExact(index - from));
      answers.add(new Appended(index, entry, repeated));
    }
    return List.copyOf(answers);
  }

  private List<LogEntry> write(List<Append> fresh) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant time = now.isBefore(lastTime) ? lastTime : now;
    try {
      List<LogEntry> entries = new ArrayList<>();
      List<SaltedPayload> payloads = new ArrayList<>();
      for (Append request : fresh) {
        SaltedPayload payload = vault.salted(request.payload());
        payloads.add(payload);
        String digest = digest(request.idempotencyKey());
        entries.add(new LogEntry(time, digest, payload.commitment(), request.fact()));
      }
      vault.append(log().size(), payloads);
      log.append(entries.stream().map(LogEntry::bytes).toList());
      long index = log().size() - entries.size();
      for (LogEntry entry : entries) {
        indexOfKey.put(entry.keyDigest(), index++);
      }
      lastTime = time;
      newest.keep(log());
      return entries;
    } finally {
      if (files.isStopped()) {
        lock.stopForGood();
      }
    }
  }

  /** Refuses journal entries that break a law of the books, before anything is written. */
  private void checkJournal(List<Append> fresh) throws IOException {
    if (fresh.stream().allMatch(request -> request.payload().journal().isEmpty())) {
      return;
    }
    Journal checked = journal == null ? readJournal() : journal;
    journal = null;
    for (Append request : fresh) {
      for (JournalEntry entry : request.payload().journal()) {
        Optional<String> refusal = checked.addUnlessRefused(entry);
        if (refusal.isPresent()) {
          throw Errors.refusedJournal(refusal.get());
        }
      }
    }
    journal = checked;
  }

  private Journal readJournal() throws IOException {
    Journal read = new Journal();
    try (Stream<LoggedFact> facts = LoggedFact.stream(log(), vault, 0)) {
      for (LoggedFact fact : (Iterable<LoggedFact>) facts::iterator) {
        for (JournalEntry entry : fact.payload().journal()) {
          Optional<String> refusal = read.addUnlessRefused(entry);
          if (refusal.isPresent()) {
            throw Errors.brokenBooks(fact.index(), refusal.get());
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return read;
  }

  private static void requireSame(Append request, long index, LoggedFact logged)
      throws LedgerRefusedException {
    VaultPayload payload = logged.erased() ? request.payload() : logged.payload();
    requireSame(request, index, logged.fact(), payload);
  }

  private static void requireSame(Append request, long index, Fact fact, VaultPayload payload)
      throws LedgerRefusedException {
    JsonObject asked = comparable(request.fact(), request.payload());
    JsonObject first = comparable(fact, payload);
    Optional<String> field = difference("", asked, first);
    if (field.isPresent()) {
      throw Errors.keyReused(request.idempotencyKey(), index, field.get());
    }
  }

  private static JsonObject comparable(Fact fact, VaultPayload payload) {
    return JsonObject.of(
        Map.of("type", fact.type(), "fact", fact.toJson(), "payload", payload.toJson()));
  }

  /** The path of the first member in which two objects differ. */
  private static Optional<String> difference(String path, JsonObject one, JsonObject other) {
    TreeSet<String> names = new TreeSet<>(one.names());
    names.addAll(other.names());
    for (String name : names) {
      Object left = one.members().get(name);
      Object right = other.members().get(name);
      if (left instanceof JsonObject l && right instanceof JsonObject r && !l.equals(r)) {
        return difference(path + name + ".", l, r);
      }
      if (left == null || !left.equals(right)) {
        return Optional.of(path + name);
      }
    }
    return Optional.empty();
  }

  private static String digest(String idempotencyKey) {
    String salted = "estover.key.v1\n" + idempotencyKey;
    return Hash.sha256(salted.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
