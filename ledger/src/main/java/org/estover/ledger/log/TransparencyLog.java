package org.estover.ledger.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The one writer of a log: appends entries and signs checkpoints.
 *
 * <p>A group of entries becomes part of the log at the rename of the checkpoint that covers it.
 * Before that its bundles and tiles are durable under names that no checkpoint names yet; a crash
 * leaves them as a torn tail, which the next start cuts. Cost of a group: one file for every bundle
 * and tile touched, and the checkpoint, each synced. Not thread-safe.
 */
public final class TransparencyLog {

  private final Path folder;
  private final SigningKey key;
  private final DurableFiles files;
  private Frontier frontier;
  private ByteArrayOutputStream bundle;
  private final List<String> cut;
  private final PartialTiles partials;
  private volatile LogReader reader;

  private TransparencyLog(
      Path folder,
      SigningKey key,
      DurableFiles files,
      Frontier frontier,
      LogReader reader,
      List<String> cut,
      PartialTiles partials)
      throws IOException {
    this.cut = cut;
    this.partials = partials;
    this.folder = folder;
    this.key = key;
    this.files = files;
    this.frontier = frontier;
    this.reader = reader;
    this.bundle = new ByteArrayOutputStream();
    long last = reader.size() - reader.size() % Tile.FULL;
    try (Stream<byte[]> entries = reader.entries(last)) {
      entries.forEach(entry -> EntryBundle.append(bundle, entry));
    }
  }

  /** Makes a log without entries. */
  public static void create(Path folder, SigningKey key, DurableFiles files) throws IOException {
    Checkpoint empty = new Checkpoint(key.verifier().name(), 0, MerkleTree.EMPTY_ROOT);
    files.publish(folder.resolve(LogReader.CHECKPOINT), key.sign(empty.text()).bytes(), false);
  }

  /**
   * Opens a log to append to it: verifies all entries against the signed root, passes those from an
   * index on to a visitor, cuts a torn tail, and removes stale partial tiles. Linear in the log.
   *
   * @throws CorruptLogException if stored bytes are not what the checkpoint names
   */
  public static TransparencyLog open(
      Path folder, SigningKey key, DurableFiles files, long from, LogReader.EntryVisitor visitor)
      throws IOException {
    files.syncFolders(List.of(folder));
    LogReader reader = LogReader.open(folder, key.verifier());
    Frontier frontier = reader.replay(from, visitor);
    PartialTiles.requireNamed(folder, reader.size());
    List<String> cut = cutTornTail(folder, reader.size(), files);
    PartialTiles partials = PartialTiles.removingStale(folder, reader.size(), files);
    return new TransparencyLog(folder, key, files, frontier, reader, cut, partials);
  }

  /** The files that opening removed: those of groups that were never acknowledged. */
  public List<String> cut() {
    return cut;
  }

  /** The log as of the last checkpoint. */
  public LogReader reader() {
    return reader;
  }

  /**
   * Appends a group of entries and returns when a signed checkpoint that covers it is durable.
   *
   * @param entries at most {@link LogEntry#MAX_BYTES} each
   */
  public void append(List<byte[]> entries) throws IOException {
    entries.forEach(entry -> LogEntry.requireFits(entry.length));
    long from = reader.size();
    Frontier grown = frontier.copy();
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    tail.writeBytes(bundle.toByteArray());
    Map<String, byte[]> bundles = new TreeMap<>();
    Map<String, byte[]> tiles = new TreeMap<>();
    for (byte[] entry : entries) {
      EntryBundle.append(tail, entry);
      grown.add(Hash.ofLeaf(entry), (tile, bytes) -> tiles.put(tile.path(), bytes));
      if (grown.size() % Tile.FULL == 0) {
        long index = grown.size() / Tile.FULL - 1;
        bundles.put(new Tile(Tile.ENTRIES, index, Tile.FULL).path(), tail.toByteArray());
        tail.reset();
      }
    }
    if (tail.size() > 0) {
      Tile last = Tile.at(Tile.ENTRIES, grown.size() / Tile.FULL, grown.size());
      bundles.put(last.path(), tail.toByteArray());
    }
    grown.partialsSince(from, (tile, bytes) -> tiles.put(tile.path(), bytes));
    publish(bundles);
    publish(tiles);
    Checkpoint checkpoint = new Checkpoint(key.verifier().name(), grown.size(), grown.root());
    byte[] note = key.sign(checkpoint.text()).bytes();
    files.publish(folder.resolve(LogReader.CHECKPOINT), note, false);
    frontier = grown;
    bundle = tail;
    reader = LogReader.signed(folder, note, checkpoint);
    partials.supersede(from, reader.size());
  }

  private void publish(Map<String, byte[]> tiles) throws IOException {
    for (Map.Entry<String, byte[]> tile : tiles.entrySet()) {
      files.publish(folder.resolve(tile.getKey()), tile.getValue(), false);
    }
  }

  /**
   * Removes what no checkpoint of this size names: tiles and bundles of a group never finished.
   *
   * @return their paths below the folder above the log's
   */
  private static List<String> cutTornTail(Path folder, long size, DurableFiles files)
      throws IOException {
    List<String> cut = new ArrayList<>();
    Map<Path, List<Path>> doomed = new TreeMap<>();
    for (String path : LogFiles.in(folder).tiles()) {
      if (!TilePath.isWithin(path, size)) {
        Path file = folder.resolve(path);
        doomed.computeIfAbsent(parent(file), any -> new ArrayList<>()).add(file);
        cut.add(folder.getFileName() + "/" + path);
      }
    }
    for (Map.Entry<Path, List<Path>> each : doomed.entrySet()) {
      files.delete(each.getKey(), each.getValue());
    }
    return cut;
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file below the log's folder");
  }
}
