package org.estover.ledger.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.Tile;

/**
 * Copies the payloads of a log's entries into a vault that is empty or holds an earlier copy.
 *
 * <p>Each payload proves itself by its commitment before it is written. What is there already and
 * proves itself stays; what was erased since is erased in the copy too, and what only the copy has
 * erased is not brought back. A writer may go on beside it. Memory: one payload, or 4 MiB of them.
 * Not thread-safe.
 */
public final class VaultCopy {
  private static final int WHOLE = 4 << 20;

  private final Path from;
  private final Path to;
  private final DurableFiles files;
  private final List<Long> erased = new ArrayList<>();
  private final List<Long> erasedInCopyOnly = new ArrayList<>();
  private final List<String> mended = new ArrayList<>();
  private long writtenFiles;
  private long writtenBytes;

  /**
   * Prepares a copy.
   *
   * @param from the vault's folder
   * @param to the vault's folder in the copy, which may be absent
   */
  public VaultCopy(Path from, Path to, DurableFiles files) {
    this.from = from;
    this.to = to;
    this.files = files;
  }

  /** Indexes of the log entries whose payload the copy had and has no more. */
  public List<Long> erased() {
    return List.copyOf(erased);
  }

  /** Indexes of the log entries whose payload is erased in the copy and not where it is from. */
  public List<Long> erasedInCopyOnly() {
    return List.copyOf(erasedInCopyOnly);
  }

  /** The files of the earlier copy, below the vault's folder, that had rotted and were replaced. */
  public List<String> mended() {
    return List.copyOf(mended);
  }

  /** Files that were written or lengthened. */
  public long writtenFiles() {
    return writtenFiles;
  }

  /** Bytes that were written. */
  public long writtenBytes() {
    return writtenBytes;
  }

  /**
   * Copies the payloads of all entries of a log, in their order.
   *
   * @param durable how many entries' payloads in the copy are known to be on the disk: those that
   *     an earlier copy had finished
   * @param done takes how many entries' payloads have been copied
   * @throws CorruptLogException naming the file and place of a payload that is missing or not what
   *     its log entry commits to
   */
  public void copy(LogReader log, long durable, LongConsumer done) throws IOException {
    List<String> commitments = new ArrayList<>();
    long index = 0;
    try (Stream<byte[]> entries = log.entries(0)) {
      for (byte[] entry : (Iterable<byte[]>) entries::iterator) {
        commitments.add(LogEntry.parse(entry).commitment());
        index++;
        if (commitments.size() == Vault.PER_SEGMENT || index == log.size()) {
          copy(index - commitments.size(), commitments, durable);
          commitments.clear();
          done.accept(index);
        }
      }
    }
  }

  private void copy(long first, List<String> commitments, long durable) throws IOException {
    String name = Tile.name(first / Vault.PER_SEGMENT);
    Path file = from.resolve(name);
    try (FileChannel held = FileChannel.open(file, StandardOpenOption.READ)) {
      VaultSegment source = VaultSegment.of(file, held);
      int wrong = firstUnproved(source, commitments);
      if (wrong < commitments.size()) {
        throw damaged(file, wrong);
      }
      copy(first, name, source, commitments, durable);
    } catch (NoSuchFileException e) {
      throw damaged(file, 0);
    }
  }

  /** The first place at which neither a payload proves itself nor an erasure is marked. */
  private static int firstUnproved(VaultSegment segment, List<String> commitments)
      throws IOException {
    int there = Math.min(segment.count(), commitments.size());
    for (int i = 0; i < there; i++) {
      boolean proved =
          segment.isErased(i)
              || Hash.sha256(segment.salted(i)).toString().equals(commitments.get(i));
      if (!proved) {
        return i;
      }
    }
    return there;
  }

  private void copy(
      long first, String name, VaultSegment source, List<String> commitments, long durable)
      throws IOException {
    int count = commitments.size();
    Path file = to.resolve(name);
    VaultSegment earlier = VaultSegment.open(file, WHOLE);
    int there = firstUnproved(earlier, commitments);
    boolean rotted = isRotted(file, there, Math.min(earlier.count(), count), durable - first);
    if (rotted) {
      mended.add(name);
    }
    // What was erased stays erased, also behind what has rotted.
    VaultSegment known = rotted ? VaultSegment.aligned(file, source) : earlier;
    boolean anew = rotted;
    BitSet gone = new BitSet(count);
    for (int i = 0; i < count; i++) {
      boolean goneInCopy = i < known.count() && known.isErased(i);
      gone.set(i, source.isErased(i) || goneInCopy);
      if (goneInCopy && !source.isErased(i)) {
        erasedInCopyOnly.add(first + i);
      }
      if (i < there && source.isErased(i) && !goneInCopy) {
        erased.add(first + i);
        anew = true;
      }
    }
    if (anew) {
      files.publish(file, true, out -> write(source, gone, 0, count, out));
      writtenFiles++;
    } else if (there < count) {
      files.append(file, earlier.end(there), true, out -> write(source, gone, there, count, out));
      writtenFiles++;
    } else if (first + count > durable) {
      // An unfinished copy wrote it, and may have died before it was synced.
      files.append(file, earlier.end(count), true, out -> {});
    }
  }

  /**
   * Whether a file of the copy is not what it was.
   *
   * @param proved how many payloads at its beginning prove themselves
   * @param found how many are found in it, of those that are copied
   * @param finished how many an earlier copy had finished, and more in the files behind it
   */
  private static boolean isRotted(Path file, int proved, int found, long finished) {
    return proved < found || (proved < Math.min(finished, Vault.PER_SEGMENT) && Files.exists(file));
  }

  private void write(VaultSegment source, BitSet gone, int from, int count, DurableFiles.Sink out)
      throws IOException {
    for (int i = from; i < count; i++) {
      byte[] framed = gone.get(i) ? VaultSegment.erased() : VaultSegment.framed(source.salted(i));
      out.write(framed);
      writtenBytes += framed.length;
    }
  }

  private static CorruptLogException damaged(Path file, int place) {
    return new CorruptLogException(
        file
            + ": place "
            + place
            + ": the payload is missing, or not what the log entry commits to; nothing was copied"
            + " from there: restore the file from another copy");
  }
}
