package org.estover.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Copies a log, as of a checkpoint, into a folder that is empty or holds an earlier copy of it.
 *
 * <p>A file that is there with the same bytes stays; so what grew is written and nothing else, and
 * a copy that has rotted is mended. The checkpoint is written last and in one step: before it, the
 * folder is the earlier copy, with a torn tail. The log must have been checked. Not thread-safe.
 */
public final class LogCopy {
  private final LogReader from;
  private final Path to;
  private final DurableFiles files;
  private final long before;
  private final List<String> mended = new ArrayList<>();
  private long writtenFiles;
  private long writtenBytes;

  private LogCopy(LogReader from, Path to, DurableFiles files, long before) {
    this.from = from;
    this.to = to;
    this.files = files;
    this.before = before;
  }

  /**
   * Prepares a copy; nothing is written.
   *
   * @param to the log's folder in the copy, which may be absent
   * @throws CorruptLogException if an earlier copy there is damaged in its checkpoint, is ahead of
   *     the log, or is no beginning of it
   */
  public static LogCopy of(LogReader from, Path to, VerifierKey key, DurableFiles files)
      throws IOException {
    Path checkpoint = to.resolve(LogReader.CHECKPOINT);
    if (!Files.exists(checkpoint)) {
      return new LogCopy(from, to, files, 0);
    }
    Checkpoint earlier =
        LogReader.checked(checkpoint.toString(), Files.readAllBytes(checkpoint), key);
    if (earlier.size() > from.size()) {
      throw Errors.copyIsAhead(to, earlier.size(), from.size());
    }
    boolean begins =
        from.consistency(earlier.size()).verifies(earlier.root(), from.checkpoint().root());
    if (!begins) {
      throw Errors.copyIsNoBeginning(to, earlier.size());
    }
    return new LogCopy(from, to, files, earlier.size());
  }

  /** The size of the earlier copy, 0 without one. */
  public long before() {
    return before;
  }

  /** Files of tiles and entries that were written. */
  public long writtenFiles() {
    return writtenFiles;
  }

  /** Bytes of tiles and entries that were written. */
  public long writtenBytes() {
    return writtenBytes;
  }

  /** The files of the earlier copy, below the log's folder, that had rotted and were replaced. */
  public List<String> mended() {
    return List.copyOf(mended);
  }

  /**
   * Writes the tiles and bundles that the checkpoint names and the folder does not have.
   *
   * @param done takes how many entries have been copied
   */
  public void copyTiles(LongConsumer done) throws IOException {
    for (int level = Tile.ENTRIES; level < 8; level++) {
      long hashes = Tile.hashes(level, from.size());
      for (long n = 0; n * Tile.FULL < hashes; n++) {
        copy(Tile.at(level, n, from.size()));
        if (level == Tile.ENTRIES) {
          done.accept(Math.min(hashes, (n + 1) * Tile.FULL));
        }
      }
    }
  }

  private void copy(Tile tile) throws IOException {
    byte[] bytes = from.read(tile);
    Path file = to.resolve(tile.path());
    if (Files.exists(file)) {
      if (Arrays.equals(Files.readAllBytes(file), bytes)) {
        return;
      }
      mended.add(tile.path());
    }
    files.publish(file, bytes, false);
    writtenFiles++;
    writtenBytes += bytes.length;
  }

  /**
   * Reads back and checks all that was copied, and then writes the checkpoint.
   *
   * @throws CorruptLogException naming the file of the copy that does not hold
   */
  public void finish() throws IOException {
    List<Damage> found =
        new LogCheck(LogReader.signed(to, from.note(), from.checkpoint()))
            .run().stream().filter(damage -> isNamed(damage.file())).toList();
    if (!found.isEmpty()) {
      throw Errors.copyDamaged(to, found.get(0));
    }
    Path checkpoint = to.resolve(LogReader.CHECKPOINT);
    boolean same =
        Files.exists(checkpoint) && Arrays.equals(Files.readAllBytes(checkpoint), from.note());
    if (!same) {
      files.publish(checkpoint, from.note(), false);
    }
    removeStale();
  }

  private boolean isNamed(String path) {
    return TilePath.parse(path)
        .map(tile -> tile.equals(Tile.at(tile.level(), tile.index(), from.size())))
        .orElse(true);
  }

  /** What only earlier copies named, or an unfinished one left. */
  private void removeStale() throws IOException {
    Set<Tile> named = new HashSet<>(Tile.partials(from.size()));
    List<Path> stale = new ArrayList<>();
    for (String path : LogFiles.in(to).tiles()) {
      boolean partial = path.contains(".p/") || path.endsWith(DurableFiles.UNFINISHED);
      if (partial && TilePath.parse(path).filter(named::contains).isEmpty()) {
        stale.add(to.resolve(path));
      }
    }
    files.discard(stale);
  }
}
