package org.estover.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.Damage;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.InvalidNoteException;
import org.estover.ledger.log.LogCheck;
import org.estover.ledger.log.LogCopy;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.NumberedFiles;
import org.estover.ledger.log.OpenedNote;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.VerifierKey;
import org.estover.ledger.vault.VaultCopy;

/**
 * Copies of a ledger to fall back on, and the way back from them.
 *
 * <p>A copy holds log, vault and keys as of one checkpoint, and a mark that keeps it from signing:
 * going on from an old copy would sign another history than the one that others hold receipts of. A
 * ledger restored from it reads, and writes again once it has been shown the newest checkpoint that
 * was kept elsewhere. Everything is checked as it is copied. Linear in the ledger, also where
 * little is written.
 */
public final class Backup {
  private static final String UNFINISHED = ".restoring";

  private final DurableFiles files;

  private Backup(DurableFiles files) {
    this.files = files;
  }

  /** Backups on the real file system. */
  public static Backup onDisk() {
    return new Backup(DurableFiles.onDisk());
  }

  static Backup with(DurableFiles files) {
    return new Backup(files);
  }

  /**
   * Why nothing is written to a ledger: it is a backup, or restored from one and not shown the
   * newest checkpoint. Empty for one that may be written to, and where there is none.
   */
  public static Optional<String> signsNothing(Path ledger) throws IOException {
    return CopyMark.in(ledger).map(mark -> String.valueOf(mark.refusal(ledger).getMessage()));
  }

  /** Takes how far a copy is. */
  @FunctionalInterface
  public interface CopyProgress {
    /**
     * Some more was copied.
     *
     * @param part what is being copied: the vault or the log
     * @param entries log entries of which that part has been copied
     * @param of all log entries
     */
    void copied(String part, long entries, long of);
  }

  /**
   * What was copied.
   *
   * @param size entries of the log in the copy
   * @param before entries of the earlier copy, 0 without one
   * @param files files of log and vault that were written
   * @param bytes bytes of log and vault that were written
   * @param erased log entries whose payload the earlier copy had and this one has not
   * @param erasedInCopyOnly log entries whose payload stays erased in the copy, though it is there
   *     where the copy is from
   * @param mended files of the earlier copy that had rotted and were replaced, below its folder
   */
  public record Copied(
      long size,
      long before,
      long files,
      long bytes,
      List<Long> erased,
      List<Long> erasedInCopyOnly,
      List<String> mended) {

    public Copied {
      erased = List.copyOf(erased);
      erasedInCopyOnly = List.copyOf(erasedInCopyOnly);
      mended = List.copyOf(mended);
    }
  }

  /**
   * Copies a ledger as of its checkpoint now, beside a writer that may go on.
   *
   * <p>In a folder that holds an earlier backup of the same ledger only what grew is written. A
   * crash leaves that earlier backup, or none, and the next call goes on from there.
   *
   * @param to a folder that is absent, empty, or a backup of this ledger
   * @throws CorruptLogException if the ledger is damaged, naming the file; or if the backup there
   *     is ahead of it or is no beginning of it
   * @throws LedgerRefusedException if the folder holds something else
   */
  public Copied make(Path ledger, Path to, CopyProgress progress) throws IOException {
    VerifierKey key = Ledger.verifierKey(ledger);
    requireApart(ledger, to);
    Optional<CopyMark> mark = CopyMark.in(to);
    if (mark.isEmpty() && !isEmpty(to)) {
      throw Errors.noBackup(to);
    }
    if (mark.isPresent() && mark.get().state() != CopyMark.State.BACKUP) {
      throw Errors.noBackup(to);
    }
    requireSameLog(to, key);
    LogReader log = checkedLog(ledger, key);
    WriterLock lock = lockCopy(ledger, key, to, CopyMark.BACKUP);
    try {
      return copy(ledger, log, key, to, progress);
    } finally {
      lock.close();
    }
  }

  /**
   * Makes a ledger from a backup; it reads, and is marked so that it signs nothing yet.
   *
   * <p>It gets its name when all of it is there and checked; a crash before leaves no ledger, and
   * the next call goes on from what was copied.
   *
   * @param ledger a folder that is absent or empty
   * @throws CorruptLogException if the backup is damaged, naming the file
   * @throws LedgerRefusedException if the folder is no backup, or one that was never finished; or
   *     if a ledger is there already
   */
  public Copied restore(Path backup, Path ledger, CopyProgress progress) throws IOException {
    if (!Files.exists(backup)) {
      throw Errors.backupMissing(backup);
    }
    if (!CopyMark.in(backup).equals(Optional.of(CopyMark.BACKUP))) {
      throw Errors.noBackup(backup);
    }
    if (!Files.exists(backup.resolve("log").resolve("checkpoint"))) {
      throw Errors.unfinishedBackup(backup);
    }
    requireApart(backup, ledger);
    if (!isEmpty(ledger)) {
      throw Errors.restoreOverLedger(ledger);
    }
    VerifierKey key = Ledger.verifierKey(backup);
    LogReader log = checkedLog(backup, key);
    // A link to an empty folder stays, and the ledger comes where it leads, on that disk.
    Path place = real(ledger);
    Path unfinished = place.resolveSibling(place.getFileName() + UNFINISHED);
    boolean ours = CopyMark.in(unfinished).equals(Optional.of(CopyMark.RESTORED));
    if (!ours && !isEmpty(unfinished)) {
      throw Errors.notOurs(unfinished);
    }
    requireSameLog(unfinished, key);
    WriterLock lock = lockCopy(backup, key, unfinished, CopyMark.RESTORED);
    try {
      Copied copied = copy(backup, log, key, unfinished, progress);
      // Still locked, or a second restore could write into what has its name by then.
      files.moveFolder(unfinished, place);
      return copied;
    } finally {
      lock.close();
    }
  }

  /** Marks a copy, and takes the right to write to it. */
  private WriterLock lockCopy(Path from, VerifierKey key, Path to, CopyMark mark)
      throws IOException {
    SigningKey signing = SigningKey.read(from.resolve("key"));
    if (!signing.verifier().equals(key)) {
      throw Errors.keyMismatch(from);
    }
    // First of all, so that there is no moment at which it could be taken for a ledger.
    if (!CopyMark.in(to).equals(Optional.of(mark))) {
      mark.write(to, files);
    }
    return WriterLock.take(to);
  }

  private Copied copy(Path from, LogReader log, VerifierKey key, Path to, CopyProgress progress)
      throws IOException {
    syncFolders(to);
    LogCopy tiles = LogCopy.of(log, to.resolve("log"), key, files);
    copyFile(from, to, "vkey", false);
    copyFile(from, to, "key", true);
    VaultCopy vault = new VaultCopy(from.resolve("vault"), to.resolve("vault"), files);
    vault.copy(log, tiles.before(), entries -> progress.copied("vault", entries, log.size()));
    tiles.copyTiles(entries -> progress.copied("log", entries, log.size()));
    tiles.finish();
    List<String> mended = new ArrayList<>();
    tiles.mended().forEach(file -> mended.add("log/" + file));
    vault.mended().forEach(file -> mended.add("vault/" + file));
    return new Copied(
        log.size(),
        tiles.before(),
        tiles.writtenFiles() + vault.writtenFiles(),
        tiles.writtenBytes() + vault.writtenBytes(),
        vault.erased(),
        vault.erasedInCopyOnly(),
        mended);
  }

  /** A copy before may have died between a rename and its sync; what it left is taken as it is. */
  private void syncFolders(Path to) throws IOException {
    SortedSet<Path> folders = new TreeSet<>(List.of(to, to.resolve("log")));
    for (String numbered : List.of("log/tile", "vault")) {
      for (String file : NumberedFiles.below(to.resolve(numbered))) {
        folders.add(Objects.requireNonNull(to.resolve(numbered).resolve(file).getParent()));
      }
    }
    files.syncFolders(folders);
  }

  private void copyFile(Path from, Path to, String name, boolean secret) throws IOException {
    byte[] bytes = Files.readAllBytes(from.resolve(name));
    Path file = to.resolve(name);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      files.publish(file, bytes, secret);
    }
  }

  private static LogReader checkedLog(Path folder, VerifierKey key) throws IOException {
    LogReader log;
    try {
      log = LogReader.open(folder.resolve("log"), key);
    } catch (CorruptLogException e) {
      throw Errors.copyFromDamaged(folder, String.valueOf(e.getMessage()));
    }
    List<Damage> damage = new LogCheck(log).run();
    if (!damage.isEmpty()) {
      throw Errors.copyFromDamaged(folder, damage.get(0) + "; restore the file from another copy");
    }
    return log;
  }

  private static void requireSameLog(Path copy, VerifierKey key) throws IOException {
    Path file = copy.resolve("vkey");
    if (Files.exists(file) && !Files.readString(file).strip().equals(key.toString())) {
      throw Errors.copyOfAnother(copy, key.name());
    }
  }

  private static void requireApart(Path one, Path other) throws IOException {
    Path first = real(one);
    Path second = real(other);
    if (first.startsWith(second) || second.startsWith(first)) {
      throw Errors.copyWithin(one, other);
    }
  }

  /** A path without links, as far as it is there. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (Files.exists(absolute) || parent == null) {
      return absolute.toRealPath();
    }
    return real(parent).resolve(absolute.getFileName());
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    // A crash while the mark was written leaves this; whatever else there is came after the mark.
    Path mark = folder.resolve(CopyMark.FILE + DurableFiles.UNFINISHED);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> !file.equals(mark))) {
      return !files.iterator().hasNext();
    }
  }

  /**
   * Shows a restored ledger the newest checkpoint that was kept elsewhere; it writes again if it
   * goes on from that.
   *
   * @param newest a file outside of the ledger: the one that {@link LedgerSettings#newest} names,
   *     one that a watch keeps, or a witness's cosigned note
   * @return the checkpoint that was shown
   * @throws LedgerRefusedException if the ledger is older than that, which it then stays for good;
   *     or if it is not waiting to be shown one
   * @throws CorruptLogException if the file holds no checkpoint of this log, or one that the ledger
   *     does not go on from
   */
  public Checkpoint confirm(Path ledger, Path newest) throws IOException {
    VerifierKey key = Ledger.verifierKey(ledger);
    WriterLock lock = WriterLock.take(ledger);
    try {
      CopyMark mark = CopyMark.in(ledger).orElseThrow(() -> Errors.notRestored(ledger));
      if (mark.state() != CopyMark.State.RESTORED) {
        throw mark.refusal(ledger);
      }
      files.syncFolders(List.of(ledger));
      Checkpoint shown = shown(ledger, newest, key);
      long size = checkedLog(ledger, key).size();
      if (shown.size() > size) {
        CopyMark tooOld = CopyMark.tooOld(size, shown.size());
        tooOld.write(ledger, files);
        throw tooOld.refusal(ledger);
      }
      List<Finding> findings = Auditor.auditAgainst(ledger, key, shown);
      if (!findings.isEmpty()) {
        throw Errors.restoredIsFork(ledger, size, newest, findings.get(0).message());
      }
      files.delete(ledger, List.of(ledger.resolve(CopyMark.FILE)));
      return shown;
    } finally {
      lock.close();
    }
  }

  /** Whether a file is in the log of a copy, which is as old as what was restored from it. */
  private static boolean isOfCopy(Path file) throws IOException {
    Path log = file.getParent();
    Path folder = log == null ? null : log.getParent();
    return folder != null && CopyMark.in(folder).isPresent();
  }

  private static Checkpoint shown(Path ledger, Path newest, VerifierKey key) throws IOException {
    byte[] note;
    try {
      note = Files.readAllBytes(newest);
    } catch (NoSuchFileException e) {
      throw Errors.nothingShown(newest);
    }
    if (newest.toRealPath().startsWith(ledger.toRealPath())) {
      throw Errors.shownItself(newest);
    }
    if (isOfCopy(newest.toRealPath())) {
      throw Errors.shownCopy(newest);
    }
    try {
      return OpenedNote.open(note, key, List.of()).checkpoint(key);
    } catch (InvalidNoteException e) {
      throw Errors.shownAnother(ledger, newest, String.valueOf(e.getMessage()));
    }
  }
}
