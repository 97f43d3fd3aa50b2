package org.estover.ledger.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.InvalidNoteException;
import org.estover.ledger.log.LogFiles;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.OpenedNote;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * Follows a log of somebody else, so that it cannot show one history to-day and another one
 * to-morrow.
 *
 * <p>The newest checkpoint seen is kept in a file. A later one must cover it: the log's own tiles
 * must give a consistency proof from the one to the other (RFC 6962 section 2.1.2). Where they do
 * not, both signed checkpoints are kept as evidence, and the file stays as it is. A look reads the
 * checkpoint and some tiles of 8 KiB for each level of the tree, whatever the log's size.
 *
 * <p>With a key, it is a witness: the checkpoint that it keeps is cosigned. The file is its own;
 * one look at a time writes it.
 */
public final class LogWatch {

  /** What a look at the log gave. */
  public enum Outcome {
    /** Nothing was kept before: taken as the beginning. */
    FIRST,
    /** The log stands where it stood. */
    UNCHANGED,
    /** The log has grown, and what was kept is its beginning. */
    GROWN,
    /** The log shows less than it did: an old copy, or a history cut off. */
    SHRUNK,
    /** What the log shows does not go on from what it showed. */
    FORKED
  }

  /**
   * A look at the log.
   *
   * @param outcome what it gave
   * @param before size of the log as kept, 0 without
   * @param now size of the log as shown
   * @param evidence the file that holds what the log shows now, where it does not go on from what
   *     was kept
   */
  public record Look(Outcome outcome, long before, long now, @Nullable Path evidence) {

    /** Whether the log does not go on from what it showed. */
    public boolean isFault() {
      return evidence != null;
    }
  }

  private static final Object IN_THIS_PROCESS = new Object();

  private final LogFiles log;
  private final VerifierKey key;
  private final Path kept;
  private final @Nullable SigningKey witness;
  private final DurableFiles files = DurableFiles.onDisk();

  /**
   * Watches a log.
   *
   * @param key the log's key, which pins its identity
   * @param kept the file of the newest checkpoint seen; absent before the first look
   * @param witness cosigns what is accepted, or null to do without
   */
  public LogWatch(LogFiles log, VerifierKey key, Path kept, @Nullable SigningKey witness) {
    this.log = log;
    this.key = key;
    this.kept = kept;
    this.witness = witness;
  }

  /**
   * Looks at the log once.
   *
   * @param posixSeconds the time that a cosignature states
   * @throws CorruptLogException if the log shows no checkpoint that its key signed, lacks tiles, or
   *     has others than those of the root that it signed; or if the file kept holds no checkpoint
   */
  public Look look(long posixSeconds) throws IOException {
    Path lock = kept.resolveSibling(kept.getFileName() + ".lock");
    // A lock on a file is held by the process, and refused to another thread of it.
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        return look(posixSeconds, held);
      }
    }
  }

  /** Two looks at once could each accept another fork. */
  private Look look(long posixSeconds, FileLock held) throws IOException {
    if (!held.isValid()) {
      throw new IOException(kept + ": the lock beside it was lost; look again");
    }
    for (int attempt = 1; ; attempt++) {
      LogReader shown = LogReader.open(log, key);
      try {
        return look(shown, posixSeconds);
      } catch (CorruptLogException e) {
        // Where the log has gone on since, it may have removed partial tiles of that checkpoint.
        boolean goneOn = !Arrays.equals(LogReader.open(log, key).note(), shown.note());
        if (!goneOn || attempt == LogFiles.ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Look look(LogReader shown, long posixSeconds) throws IOException {
    Checkpoint now = shown.checkpoint();
    if (!shown.rootAt(now.size()).equals(now.root())) {
      throw Errors.otherRoot(now.size());
    }
    byte[] note;
    try {
      note = Files.readAllBytes(kept);
    } catch (NoSuchFileException e) {
      keep(shown, posixSeconds);
      return new Look(Outcome.FIRST, 0, now.size(), null);
    }
    Checkpoint before = kept(note);
    if (now.equals(before)) {
      if (witness != null && !isCosigned(note)) {
        keep(shown, posixSeconds);
      }
      return new Look(Outcome.UNCHANGED, before.size(), now.size(), null);
    }
    if (now.size() < before.size()) {
      return new Look(Outcome.SHRUNK, before.size(), now.size(), keepEvidence(shown));
    }
    boolean goesOn =
        shown.rootAt(before.size()).equals(before.root())
            && shown.consistency(before.size()).verifies(before.root(), now.root());
    if (!goesOn) {
      return new Look(Outcome.FORKED, before.size(), now.size(), keepEvidence(shown));
    }
    keep(shown, posixSeconds);
    return new Look(Outcome.GROWN, before.size(), now.size(), null);
  }

  private Checkpoint kept(byte[] note) throws CorruptLogException {
    try {
      return OpenedNote.open(note, key, List.of()).checkpoint(key);
    } catch (InvalidNoteException e) {
      throw Errors.notKept(kept, String.valueOf(e.getMessage()));
    }
  }

  private boolean isCosigned(byte[] note) {
    try {
      return witness != null
          && OpenedNote.open(note, key, List.of(witness.verifier())).cosignatures() > 0;
    } catch (InvalidNoteException e) {
      return false;
    }
  }

  private void keep(LogReader shown, long posixSeconds) throws IOException {
    byte[] note = shown.note();
    if (witness != null) {
      try {
        note = witness.cosign(note, key, posixSeconds);
      } catch (InvalidNoteException e) {
        throw new IllegalStateException("the reader has checked the log's signature", e);
      }
    }
    files.publish(kept, note, false);
  }

  /** Beside the file kept, one for each size and root. */
  private Path keepEvidence(LogReader shown) throws IOException {
    String root = shown.checkpoint().root().toString().substring(0, 16);
    Path evidence =
        kept.resolveSibling(kept.getFileName() + ".refused-" + shown.size() + "-" + root);
    files.publish(evidence, shown.note(), false);
    return evidence;
  }
}
