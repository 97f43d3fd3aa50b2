package org.estover.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.estover.ledger.book.Journal;
import org.estover.ledger.log.DurableFiles;
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
 * <p>Opening hashes every log entry and compares the root with the signed one; what the entries say
 * is read only from where the copy of the keys ends. Memory: some 30 bytes per log entry, and with
 * the first journal entry some 40 bytes for each of them and the accounts.
 */
final class Writer implements AutoCloseable {
  private static final int KEPT_EVERY = 10_000;
  private static final String BOOKS = "books";

  private final WriterLock lock;
  private final DurableFiles files;
  private final Vault vault;
  private final Clock clock;
  private final Path keptKeys;
  private final KeyIndex keys;
  private final KeptBooks keptBooks;
  private final NewestCheckpoint newest;
  private final TransparencyLog log;
  private final List<String> cut;
  private long kept;
  private boolean stopped;
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
    this.keptKeys = folder.resolve("index").resolve("keys");
    LogReader before = LogReader.open(folder.resolve("log"), key.verifier());
    this.keys = KeyIndex.read(keptKeys, KeptCopy.Roots.of(before));
    this.keptBooks = new KeptBooks(keptKeys.resolveSibling(BOOKS), this::log, vault);
    this.kept = keys.size();
    this.log = TransparencyLog.open(folder.resolve("log"), key, files, kept, this::remember);
    String last = "";
    if (log().size() > 0) {
      LogEntry entry = LogEntry.parse(log().entry(log().size() - 1));
      this.lastTime = entry.time();
      last = entry.commitment();
    }
    this.cut = Stream.concat(log.cut().stream(), vault.cut(log().size(), last).stream()).toList();
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

  private void remember(long index, byte[] bytes) throws IOException {
    keys.add(LogEntry.parse(bytes).keyDigest());
  }

  /** Appends those requests whose key is new, as one group, and answers all of them. */
  List<Appended> append(List<Append> requests) throws IOException {
    AppendGroup group = group();
    return answers(group.admit(requests), group, write(group));
  }

  private AppendGroup group() throws LedgerRefusedException {
    requireGoing();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new AppendGroup(new Stored(), now.isBefore(lastTime) ? lastTime : now);
  }

  /**
   * What became of a submission: its answers, or why it was refused.
   *
   * @param answers one for each of its requests; none where it was refused
   */
  record Outcome(List<Appended> answers, @Nullable Exception refusal) {}

  /**
   * Appends submissions of several clients as one group, as if they came one after the other: what
   * one of them is refused for touches no other.
   *
   * @return an outcome for each submission, in their order
   */
  List<Outcome> appendEach(List<Submission> submissions) throws IOException {
    AppendGroup group = group();
    List<List<AppendGroup.Place>> places = new ArrayList<>();
    List<@Nullable Exception> refusals = new ArrayList<>();
    for (Submission submission : submissions) {
      try {
        places.add(submission.admit(group, this::journal));
        refusals.add(null);
      } catch (IOException | RuntimeException e) {
        // Refused, or a client's own error: either is that client's alone.
        places.add(List.of());
        refusals.add(e);
      }
    }
    List<LogEntry> written = write(group);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < submissions.size(); i++) {
      outcomes.add(new Outcome(answers(places.get(i), group, written), refusals.get(i)));
    }
    return outcomes;
  }

  private List<Appended> answers(
      List<AppendGroup.Place> places, AppendGroup group, List<LogEntry> written)
      throws IOException {
    long from = log().size() - group.fresh().size();
    List<Appended> answers = new ArrayList<>();
    for (AppendGroup.Place place : places) {
      LogEntry entry =
          place.index() < from
              ? LogEntry.parse(log().entry(place.index()))
              : written.get(Math.toIntExact(place.index() - from));
      answers.add(new Appended(place.index(), entry, place.repeated()));
    }
    return List.copyOf(answers);
  }

  private List<LogEntry> write(AppendGroup group) throws IOException {
    if (group.fresh().isEmpty()) {
      return List.of();
    }
    requireGoing();
    stopped = true;
    try {
      List<LogEntry> entries = group.fresh().stream().map(AppendGroup.Fresh::entry).toList();
      vault.append(log().size(), group.fresh().stream().map(AppendGroup.Fresh::payload).toList());
      log.append(entries.stream().map(LogEntry::bytes).toList());
      entries.forEach(each -> keys.add(each.keyDigest()));
      if (journal != null) {
        journal.allWritten();
      }
      lastTime = group.time();
      newest.keep(log());
      if (keys.size() - kept > Math.max(KEPT_EVERY, keys.size() / 8)) {
        keepCopies();
      }
      stopped = false;
      return entries;
    } finally {
      // Whatever ended a write, what the disk holds may differ from what is known here.
      if (stopped) {
        lock.stopForGood();
      }
    }
  }

  private void requireGoing() throws LedgerRefusedException {
    if (stopped) {
      throw Errors.writeFailedBefore();
    }
  }

  /** A copy that cannot be kept costs the next writer some seconds, and nobody anything else. */
  private void keepCopies() {
    try {
      if (keys.size() <= KeyIndex.MOST_KEPT) {
        keys.write(keptKeys, log().checkpoint().root());
      }
      keptBooks.write(journal());
    } catch (IOException e) {
      return;
    } finally {
      kept = keys.size();
    }
  }

  /** The copies on the disk that are not what follows from log and vault, by their names. */
  List<String> wrongCopies() throws IOException {
    List<String> wrong = new ArrayList<>();
    if (!KeyIndex.copyHolds(keptKeys, log())) {
      wrong.add("index/" + keptKeys.getFileName());
    }
    if (!keptBooks.copyHolds()) {
      wrong.add("index/" + BOOKS);
    }
    return wrong;
  }

  /** The books as far as they were written, and what the group at hand has added. */
  private Journal journal() throws IOException {
    Journal current = journal;
    if (current == null) {
      current = keptBooks.read();
      journal = current;
    }
    return current;
  }

  /** What a group follows. */
  private final class Stored implements AppendGroup.Recorded {
    @Override
    public long size() {
      return log().size();
    }

    @Override
    public long indexOf(String keyDigest) {
      return keys.find(keyDigest);
    }

    @Override
    public LoggedFact at(long index) throws IOException {
      try {
        return LoggedFact.at(log(), vault, index);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public Journal journal() throws IOException {
      return Writer.this.journal();
    }

    @Override
    public SaltedPayload salted(VaultPayload payload) {
      return vault.salted(payload);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (files.isStopped() || stopped) {
        lock.stopForGood();
      } else if (keys.size() - kept >= KEPT_EVERY) {
        keepCopies();
      }
    } finally {
      lock.close();
    }
  }
}
