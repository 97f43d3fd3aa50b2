package org.estover.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The newest checkpoint that a ledger signed, kept in a second place.
 *
 * <p>Going on from an old copy of a ledger would sign another history than the one that others hold
 * receipts of. The copy cannot know that it is old; this file, which does not travel with it, does.
 * It holds the bytes of {@code log/checkpoint}, written after that file and before the answer: it
 * may lag behind the log by one group that was never acknowledged, and is never ahead of it.
 */
final class NewestCheckpoint {
  private final Path ledger;
  private final @Nullable Path file;
  private final DurableFiles files;

  NewestCheckpoint(Path ledger, @Nullable Path file, DurableFiles files) {
    this.ledger = ledger;
    this.file = file;
    this.files = files;
  }

  /** Refuses to make a ledger where a file says that there was one. */
  void requireNone() throws LedgerRefusedException {
    if (file != null && Files.exists(file)) {
      throw Errors.newestOfAnother(ledger, file);
    }
  }

  /**
   * Refuses a log that is not the continuation of the checkpoint kept; an absent file says nothing.
   *
   * @throws CorruptLogException naming both sizes and the cure
   */
  void requireContinued(VerifierKey key) throws IOException {
    if (file == null) {
      return;
    }
    byte[] note;
    try {
      note = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return;
    }
    LogReader log = LogReader.open(ledger.resolve("log"), key);
    if (Arrays.equals(note, log.note())) {
      return;
    }
    Checkpoint kept;
    try {
      kept = LogReader.checkpointIn(note, key);
    } catch (CorruptLogException e) {
      throw Errors.newestUnreadable(ledger, file);
    }
    List<Finding> findings = Auditor.auditAgainst(ledger, key, kept);
    if (!findings.isEmpty()) {
      throw Errors.notContinued(ledger, log.size(), file, kept.size(), findings.get(0).message());
    }
  }

  /** Keeps the checkpoint that a log stands at; returns when it is durable. */
  void keep(LogReader log) throws IOException {
    if (file == null) {
      return;
    }
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), log.note())) {
      files.publish(file, log.note(), false);
    } else {
      Path folder = file.toAbsolutePath().getParent();
      files.syncFolders(folder == null ? List.of() : List.of(folder));
    }
  }
}
