package org.estover.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.audit.HledgerExport;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.Receipt;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.TransparencyLog;
import org.estover.ledger.log.VerifierKey;
import org.estover.ledger.store.Books;
import org.estover.ledger.store.FoldedBooks;
import org.estover.ledger.store.Index;
import org.estover.ledger.store.IndexAddress;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.Vault;
import org.estover.ledger.vault.VaultPayload;
import org.jspecify.annotations.Nullable;

/**
 * A trust's ledger on disk: the log of facts, the vault of their payloads, and the books derived
 * from both.
 *
 * <pre>
 * log/     tiles, entries and the signed checkpoint (C2SP tlog-tiles): public
 * vault/   payloads, readable by the owner only
 * index/   the database, droppable
 * key      the signing key, readable by the owner only;  vkey   its public half
 * lock     held by the one process that writes
 * </pre>
 *
 * <p>Appending and reading facts never open the index; {@link #books} does, and brings it up to the
 * log's end. Opening reads and verifies the whole log. Not thread-safe.
 */
public final class Ledger implements AutoCloseable {

  private final Path folder;
  private final LedgerSettings settings;
  private final Vault vault;
  private final @Nullable Writer writer;
  private final @Nullable SigningKey key;
  private LogReader opened;
  private @Nullable Index index;
  private List<LoggedFact> written = List.of();
  private long erasures;

  private Ledger(
      Path folder,
      LedgerSettings settings,
      Vault vault,
      LogReader opened,
      @Nullable Writer writer,
      @Nullable SigningKey key) {
    this.folder = folder;
    this.settings = settings;
    this.vault = vault;
    this.opened = opened;
    this.writer = writer;
    this.key = key;
  }

  /**
   * Makes a new, empty ledger with a signing key of its own.
   *
   * @param origin the log's name for ever, such as {@code trust.example/log}: no spaces, no {@code
   *     +}
   * @return the public key, by which everyone can check the log
   * @throws LedgerRefusedException if a ledger is there already, or a newest checkpoint is kept
   */
  public static VerifierKey init(Path folder, String origin, LedgerSettings settings)
      throws IOException {
    Files.createDirectories(folder);
    WriterLock lock = WriterLock.take(folder);
    try {
      if (Files.exists(folder.resolve("key")) || Files.exists(folder.resolve("log"))) {
        throw Errors.existsAlready(folder);
      }
      CopyMark.requireNone(folder);
      DurableFiles files = DurableFiles.onDisk();
      new NewestCheckpoint(folder, settings.newest(), files).requireNone();
      SigningKey key = SigningKey.generate(origin, settings.entropy());
      key.write(folder.resolve("key"), files);
      byte[] vkey = (key.verifier() + "\n").getBytes(StandardCharsets.UTF_8);
      files.publish(folder.resolve("vkey"), vkey, false);
      TransparencyLog.create(folder.resolve("log"), key, files);
      return key.verifier();
    } finally {
      lock.close();
    }
  }

  /**
   * Opens a ledger as its one writer, after verifying the log and cutting a torn tail.
   *
   * @throws LedgerBusyException if another process writes
   * @throws LedgerRefusedException if a write failed in this process, or if it is a backup, or
   *     restored from one and not shown the newest checkpoint
   * @throws CorruptLogException if the log is damaged, or is not the continuation of the newest
   *     checkpoint that the settings' file keeps
   */
  public static Ledger open(Path folder, LedgerSettings settings) throws IOException {
    return open(folder, settings, DurableFiles.onDisk());
  }

  /**
   * As {@link #open(Path, LedgerSettings)}, but waits where another process writes: a portal keeps
   * the right to write for some seconds after each of its writes.
   *
   * @param patience for how long
   * @param meeting told once, before it waits, who is writing
   * @throws LedgerBusyException if that does not end in time
   */
  public static Ledger open(
      Path folder, LedgerSettings settings, Duration patience, Consumer<String> meeting)
      throws IOException {
    return new Patience(patience, meeting).open(folder, settings);
  }

  static Ledger open(Path folder, LedgerSettings settings, DurableFiles files) throws IOException {
    requireLedger(folder);
    CopyMark.requireNone(folder);
    Vault vault = Vault.forWriting(folder.resolve("vault"), files, settings.entropy());
    SigningKey key = SigningKey.read(folder.resolve("key"));
    if (!key.verifier().equals(verifierKey(folder))) {
      throw Errors.keyMismatch(folder);
    }
    WriterLock lock = WriterLock.take(folder);
    Writer writer = Writer.open(lock, folder, key, files, vault, settings);
    return new Ledger(folder, settings, vault, writer.log(), writer, key);
  }

  /**
   * Opens a ledger for reading, as of its checkpoint now; a writer may go on beside it.
   *
   * @throws CorruptLogException if the log is damaged
   */
  public static Ledger openReadOnly(Path folder, LedgerSettings settings) throws IOException {
    requireLedger(folder);
    LogReader log = LogReader.open(folder.resolve("log"), verifierKey(folder));
    log.verifyEntries();
    return new Ledger(folder, settings, Vault.forReading(folder.resolve("vault")), log, null, null);
  }

  /**
   * Moves a ledger that was opened for reading up to the newest checkpoint that its writer signed;
   * does nothing to one that was opened as the writer. Costs the reading of one small file, and a
   * few tiles where the log grew.
   *
   * @throws CorruptLogException if the newest checkpoint is not a continuation of the one before
   */
  public void follow() throws IOException {
    if (writer != null) {
      return;
    }
    LogReader newest = LogReader.open(folder.resolve("log"), verifierKey(folder));
    if (newest.checkpoint().equals(opened.checkpoint())) {
      return;
    }
    Checkpoint before = opened.checkpoint();
    if (newest.size() < before.size()
        || !newest.consistency(before.size()).verifies(before.root(), newest.checkpoint().root())) {
      throw Errors.notTheSameLog(folder, before.size(), newest.size());
    }
    opened = newest;
  }

  /** The public key of a ledger, from its {@code vkey} file. */
  public static VerifierKey verifierKey(Path folder) throws IOException {
    requireLedger(folder);
    try {
      return VerifierKey.parse(Files.readString(folder.resolve("vkey")).strip());
    } catch (IllegalArgumentException e) {
      throw new CorruptLogException(
          folder.resolve("vkey") + ": " + e.getMessage() + "; restore it from your copy");
    }
  }

  /**
   * Records one fact; returns after it and its payload are on disk under a signed checkpoint.
   *
   * <p>A key that brought the same fact and payload before gets the same answer, and nothing is
   * written. Costs about ten syncs of the disk.
   *
   * @throws LedgerRefusedException if the key stands for another request, naming the field that
   *     differs; if a journal entry breaks a law of the books; if the ledger is open for reading
   * @throws IOException if a write failed; then nothing was acknowledged and this process writes no
   *     more
   */
  public Appended append(String idempotencyKey, Fact fact, VaultPayload payload)
      throws IOException {
    return appendAll(List.of(new Append(idempotencyKey, fact, payload))).get(0);
  }

  /**
   * Records facts as one group: all of them or none, under one checkpoint.
   *
   * @return an answer for each request, in their order
   */
  public List<Appended> appendAll(List<Append> requests) throws IOException {
    if (writer == null) {
      throw Errors.readOnly(folder);
    }
    List<Appended> answers = writer.append(requests);
    written = written(requests, answers);
    if (index != null) {
      try {
        index.follow(log(), vault);
      } catch (IOException e) {
        // The facts are recorded; the index lags until it is opened again, which shows its error.
        index.close();
        index = null;
      }
    }
    return answers;
  }

  /** Appends submissions of several clients as one group; the index follows when it is asked. */
  List<Writer.Outcome> appendEach(List<Submission> submissions) throws IOException {
    if (writer == null) {
      throw Errors.readOnly(folder);
    }
    written = List.of();
    return writer.appendEach(submissions);
  }

  /**
   * All facts with their payloads, in log order; read as the stream goes, which throws {@link
   * UncheckedIOException} where stored bytes do not hold.
   */
  public Stream<LoggedFact> facts() {
    return facts(0);
  }

  /** The facts from an index on, as {@link #facts()} gives them. */
  public Stream<LoggedFact> facts(long from) {
    List<LoggedFact> last = written;
    // Once: they are large, and who follows the log asks for them next.
    written = List.of();
    return !last.isEmpty() && last.get(0).index() == from
        ? last.stream()
        : LoggedFact.stream(log(), vault, from);
  }

  /**
   * The facts from an index on; the payloads of those that the caller knows are not read, and stand
   * empty.
   */
  public Stream<LoggedFact> facts(long from, Predicate<Fact> known) {
    return LoggedFact.stream(log(), vault, from, known);
  }

  /** The facts that a group added, which were all written, or none where not all were new. */
  private static List<LoggedFact> written(List<Append> requests, List<Appended> answers) {
    List<LoggedFact> facts = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Appended answer = answers.get(i);
      if (answer.repeated()) {
        return List.of();
      }
      VaultPayload payload = requests.get(i).payload();
      facts.add(new LoggedFact(answer.index(), answer.entry(), payload, false));
    }
    return facts;
  }

  /** The fact at an index, with its payload. */
  public LoggedFact fact(long logIndex) throws IOException {
    try {
      return LoggedFact.at(log(), vault, logIndex);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The files below the ledger's folder in which opening found something of a group that was never
   * acknowledged, and removed it; empty after a clean end.
   */
  public List<String> cut() {
    return writer == null ? List.of() : writer.cut();
  }

  /** The latest signed claim of what the log is. */
  public Checkpoint checkpoint() {
    return log().checkpoint();
  }

  /** The log as of that checkpoint: entries, roots and proofs. */
  public LogReader log() {
    return writer == null ? opened : writer.log();
  }

  /**
   * The bytes of a note of a text, signed by the log's key; the same text gives the same bytes.
   *
   * @param text lines, each ended, the second of them no number, so that it is no checkpoint
   * @throws LedgerRefusedException if the ledger is open for reading
   */
  public byte[] note(String text) throws IOException {
    if (key == null) {
      throw Errors.readOnly(folder);
    }
    return key.note(text);
  }

  /** The proof, to be kept by whom it concerns, that an entry is in the log. */
  public Receipt receipt(long logIndex) throws IOException {
    return log().receipt(logIndex);
  }

  /**
   * Erases a payload for good; the log keeps its commitment.
   *
   * @throws LedgerRefusedException if the payload carries journal entries
   */
  public void erase(long logIndex) throws IOException {
    if (writer == null) {
      throw Errors.readOnly(folder);
    }
    LoggedFact fact = fact(logIndex);
    if (!fact.payload().journal().isEmpty()) {
      throw Errors.movesMoney(logIndex);
    }
    if (!fact.erased()) {
      written = List.of();
      vault.erase(logIndex);
      erasures++;
    }
  }

  /** How many payloads were erased since this was opened: what was read before may hold them. */
  public long erasures() {
    return erasures;
  }

  /**
   * The books, brought up to the log's end.
   *
   * <p>Opens the index on first use, which takes seconds. Opened for reading, a ledger leaves the
   * index alone, which belongs to the writer, and answers from log and vault.
   */
  public Books books() throws IOException {
    return writer == null ? foldedBooks() : index().books();
  }

  private FoldedBooks foldedBooks() {
    return new FoldedBooks(log(), vault);
  }

  /**
   * Drops the index and derives it anew from log and vault.
   *
   * <p>An embedded index that nothing has opened yet is removed file by file, since it may be too
   * damaged to open.
   */
  public void rebuild() throws IOException {
    if (writer == null) {
      throw Errors.readOnly(folder);
    }
    if (index == null && settings.indexUrl().isEmpty()) {
      dropEmbedded();
    }
    index().rebuild(log(), vault);
  }

  private void dropEmbedded() throws IOException {
    Path database = folder.resolve("index");
    if (Files.exists(database)) {
      try (Stream<Path> files = Files.list(database)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * Writes the index in a canonical form that is equal whenever log and vault are; opened for
   * reading, as it follows from both.
   */
  public void dump(Appendable out) throws IOException {
    if (writer == null) {
      foldedBooks().dump(out);
    } else {
      index().dump(out);
    }
  }

  /** Writes the books as text that hledger reads; see {@link HledgerExport}. */
  public void export(Appendable out) throws IOException {
    HledgerExport.write(log(), vault, out);
  }

  /**
   * Audits this ledger's index as well as log, vault and books; opens the index. Opened for
   * reading, it leaves out the index, which belongs to the writer.
   */
  public List<Finding> auditIndex() throws IOException {
    if (writer == null) {
      return Auditor.audit(folder, verifierKey(folder));
    }
    List<Finding> findings = new ArrayList<>(Auditor.audit(folder, verifierKey(folder), index()));
    if (findings.stream().noneMatch(Finding::isFault)) {
      writer.wrongCopies().forEach(file -> findings.add(new Finding.CopyDiffers(file)));
    }
    return findings;
  }

  private Index index() throws IOException {
    if (index == null) {
      index = Index.open(address());
    }
    index.follow(log(), vault);
    return index;
  }

  private IndexAddress address() throws IOException {
    if (!settings.indexUrl().isEmpty()) {
      return new IndexAddress(settings.indexUrl(), settings.indexUser(), settings.indexPassword());
    }
    Path database = folder.resolve("index");
    if (!Files.exists(database)) {
      Files.createDirectory(
          database,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return IndexAddress.embedded(database);
  }

  private static void requireLedger(Path folder) throws IOException {
    if (!Files.exists(folder.resolve("log")) || !Files.exists(folder.resolve("vkey"))) {
      throw Errors.noLedger(folder);
    }
    if (Vault.isFormer(folder.resolve("vault"))) {
      throw Errors.formerVault(folder);
    }
  }

  /** Releases the index and the right to write. */
  @Override
  public void close() throws IOException {
    try {
      if (index != null) {
        index.close();
      }
    } finally {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
