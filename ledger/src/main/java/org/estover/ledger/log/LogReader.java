package org.estover.ledger.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Reads a log's folder as of one signed checkpoint; a writer may go on beside it.
 *
 * <p>Roots and proofs are computed from tiles, so they cost a few tiles and not the whole log.
 * Immutable and thread-safe.
 */
public final class LogReader {

  static final String CHECKPOINT = "checkpoint";

  private final LogFiles files;
  private final byte[] note;
  private final Checkpoint checkpoint;

  private LogReader(LogFiles files, byte[] note, Checkpoint checkpoint) {
    this.files = files;
    this.note = note;
    this.checkpoint = checkpoint;
  }

  /**
   * Opens a log at its latest checkpoint.
   *
   * @throws CorruptLogException if the checkpoint is malformed or not signed by the key
   */
  public static LogReader open(Path folder, VerifierKey key) throws IOException {
    return open(LogFiles.in(folder), key);
  }

  /** Opens a log whose files are read elsewhere, at the checkpoint that stands there. */
  public static LogReader open(LogFiles files, VerifierKey key) throws IOException {
    byte[] note;
    try {
      note = files.read(CHECKPOINT);
    } catch (NoSuchFileException e) {
      throw Errors.missing(CHECKPOINT);
    }
    return new LogReader(files, note, checked(CHECKPOINT, note, key));
  }

  /** Reads a log at the checkpoint that this process has just signed and made durable. */
  static LogReader signed(Path folder, byte[] note, Checkpoint checkpoint) {
    return new LogReader(LogFiles.in(folder), note, checkpoint);
  }

  /** The checkpoint in a note that a key must have signed and whose origin is the key's name. */
  static Checkpoint checked(String file, byte[] note, VerifierKey key) throws CorruptLogException {
    try {
      return OpenedNote.open(note, key, List.of()).checkpoint(key);
    } catch (InvalidNoteException e) {
      throw Errors.badCheckpoint(file, e);
    }
  }

  /** The checkpoint that another note of this log carries. */
  public static Checkpoint checkpointIn(byte[] note, VerifierKey key) throws CorruptLogException {
    return checked(CHECKPOINT, note, key);
  }

  /** The bytes of the signed checkpoint. */
  public byte[] note() {
    return note.clone();
  }

  /** The signed checkpoint that the log is read as of. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** How many log entries that checkpoint covers. */
  public long size() {
    return checkpoint.size();
  }

  /** The bytes of the entries from an index on, in order, read bundle by bundle. */
  public Stream<byte[]> entries(long from) {
    if (from >= size()) {
      return Stream.empty();
    }
    long first = from / Tile.FULL;
    long last = (size() - 1) / Tile.FULL;
    return LongStream.rangeClosed(first, last)
        .boxed()
        .flatMap(bundle -> bundle(bundle).stream())
        .skip(from % Tile.FULL);
  }

  /** The bytes of one entry. */
  public byte[] entry(long index) {
    if (index < 0 || index >= size()) {
      throw Errors.noSuchEntry(index, size());
    }
    return bundle(index / Tile.FULL).get((int) (index % Tile.FULL));
  }

  /** The bytes of some entries, in the order asked; of neighbours the file is read once. */
  public List<byte[]> entriesAt(List<Long> indexes) {
    List<byte[]> found = new ArrayList<>(indexes.size());
    long read = -1;
    List<byte[]> bundle = List.of();
    for (long index : indexes) {
      if (index < 0 || index >= size()) {
        throw Errors.noSuchEntry(index, size());
      }
      if (index / Tile.FULL != read) {
        read = index / Tile.FULL;
        bundle = bundle(read);
      }
      found.add(bundle.get((int) (index % Tile.FULL)));
    }
    return found;
  }

  private List<byte[]> bundle(long index) {
    Tile tile = Tile.at(Tile.ENTRIES, index, size());
    try {
      List<byte[]> entries = EntryBundle.parse(tile.path(), read(tile)).entries();
      if (entries.size() != tile.width()) {
        throw Errors.wrongEntries(tile.path(), tile.width());
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Computes the root from all entries and refuses a log where it is not the signed one. */
  public void verifyEntries() throws IOException {
    replay(size(), (index, entry) -> {});
  }

  /**
   * Computes the edge of the tree from all entries, and refuses a log where its root is not the
   * signed one. Entries from an index on are passed to a visitor, before that is known.
   */
  Frontier replay(long from, EntryVisitor visitor) throws IOException {
    TreeWalk.BundleSink visit =
        (bundle, bytes) -> {
          long first = bundle.index() * Tile.FULL;
          if (first + bundle.width() > from) {
            List<byte[]> entries = EntryBundle.whole(bytes).entries();
            for (int i = (int) Math.max(0, from - first); i < entries.size(); i++) {
              visitor.entry(first + i, entries.get(i));
            }
          }
        };
    Frontier frontier;
    try {
      frontier = new TreeWalk(this, visit, (tile, hashes) -> {}).run();
    } catch (CorruptLogException e) {
      List<Damage> found = new LogCheck(this).run();
      throw found.isEmpty() ? e : Errors.damaged(found);
    }
    if (!frontier.root().equals(checkpoint.root())) {
      throw Errors.damaged(new LogCheck(this).run());
    }
    return frontier;
  }

  /** What is done with each entry of a replay. */
  @FunctionalInterface
  public interface EntryVisitor {
    void entry(long index, byte[] entry) throws IOException;
  }

  /** The root that the log had at a size, from tiles. */
  public Hash rootAt(long size) throws IOException {
    if (size < 0 || size > size()) {
      throw Errors.noSuchSize(size, size());
    }
    return size == 0 ? MerkleTree.EMPTY_ROOT : range(0, size);
  }

  /** Proof that an entry is in the log. */
  public InclusionProof inclusion(long index) throws IOException {
    if (index < 0 || index >= size()) {
      throw Errors.noSuchEntry(index, size());
    }
    List<Hash> path = new ArrayList<>();
    inclusion(index, 0, size(), path);
    return new InclusionProof(index, size(), path);
  }

  /** An entry's proof together with the checkpoint, to be kept outside the log. */
  public Receipt receipt(long index) throws IOException {
    return Receipt.of(inclusion(index), note);
  }

  /** RFC 6962 section 2.1.1, with D[from:to] written as a range of leaves. */
  private void inclusion(long index, long from, long to, List<Hash> path) throws IOException {
    if (to - from == 1) {
      return;
    }
    long split = from + MerkleTree.split(to - from);
    if (index < split) {
      inclusion(index, from, split, path);
      path.add(range(split, to));
    } else {
      inclusion(index, split, to, path);
      path.add(range(from, split));
    }
  }

  /** Proof that the log of an earlier size is the beginning of this one. */
  public ConsistencyProof consistency(long oldSize) throws IOException {
    if (oldSize < 0 || oldSize > size()) {
      throw Errors.noSuchSize(oldSize, size());
    }
    List<Hash> path = new ArrayList<>();
    if (oldSize > 0 && oldSize < size()) {
      consistency(oldSize, 0, size(), true, path);
    }
    return new ConsistencyProof(oldSize, size(), path);
  }

  /** RFC 6962 section 2.1.2: SUBPROOF, with the old size counted from the log's start. */
  private void consistency(long old, long from, long to, boolean whole, List<Hash> path)
      throws IOException {
    if (old == to) {
      if (!whole) {
        path.add(range(from, to));
      }
      return;
    }
    long split = from + MerkleTree.split(to - from);
    if (old <= split) {
      consistency(old, from, split, whole, path);
      path.add(range(split, to));
    } else {
      consistency(old, split, to, false, path);
      path.add(range(from, split));
    }
  }

  /** The hash over leaves [from, to), which the recursion above makes a subtree or a right edge. */
  private Hash range(long from, long to) throws IOException {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      return subtree(Long.numberOfTrailingZeros(count), from / count);
    }
    long split = from + MerkleTree.split(count);
    return Hash.ofNode(range(from, split), range(split, to));
  }

  private Hash subtree(int height, long index) throws IOException {
    int level = height / Tile.HEIGHT;
    int within = height % Tile.HEIGHT;
    long first = index << within;
    List<Hash> hashes = hashes(Tile.at(level, first / Tile.FULL, size()));
    int start = (int) (first % Tile.FULL);
    return MerkleTree.root(hashes.subList(start, start + (1 << within)));
  }

  /** The hashes of a tile; refuses a file of another size. */
  List<Hash> hashes(Tile tile) throws IOException {
    byte[] bytes = read(tile);
    if (bytes.length != tile.width() * Hash.SIZE) {
      throw Errors.wrongSize(tile.path(), bytes.length, (long) tile.width() * Hash.SIZE);
    }
    List<Hash> hashes = new ArrayList<>(tile.width());
    for (int i = 0; i < tile.width(); i++) {
      hashes.add(Hash.at(bytes, i * Hash.SIZE, Hash.SIZE));
    }
    return hashes;
  }

  /**
   * The bytes of a tile, taken from the full one or from a wider partial one where the writer has
   * gone on since the checkpoint and removed this one.
   */
  byte[] read(Tile tile) throws IOException {
    Optional<byte[]> found = stored(tile);
    boolean listed = !tile.isFull();
    for (int i = 0; found.isEmpty() && listed && i < LogFiles.ATTEMPTS; i++) {
      List<Integer> wider =
          files.widths(tile).stream()
              .filter(width -> width > tile.width())
              .sorted(Comparator.reverseOrder())
              .toList();
      found = beginning(tile, wider);
      // What was listed may be gone again, for a still wider one.
      listed = !wider.isEmpty();
    }
    return found.orElseThrow(() -> Errors.missing(tile.path()));
  }

  private Optional<byte[]> stored(Tile tile) throws IOException {
    try {
      return Optional.of(files.read(tile.path()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The beginning of the full tile, or of the first of those widths that is there. */
  private Optional<byte[]> beginning(Tile tile, List<Integer> widths) throws IOException {
    List<Integer> candidates = new ArrayList<>(List.of(Tile.FULL));
    candidates.addAll(widths);
    for (int width : candidates) {
      Tile wider = tile.withWidth(width);
      Optional<byte[]> bytes = stored(wider);
      if (bytes.isPresent()) {
        return Optional.of(beginning(tile, wider, bytes.get()));
      }
    }
    return Optional.empty();
  }

  private static byte[] beginning(Tile tile, Tile wider, byte[] bytes) throws IOException {
    if (tile.level() != Tile.ENTRIES && bytes.length != wider.width() * Hash.SIZE) {
      throw Errors.wrongSize(wider.path(), bytes.length, (long) wider.width() * Hash.SIZE);
    }
    return Arrays.copyOf(bytes, Math.min(bytes.length, size(tile, bytes)));
  }

  /** Where a tile of fewer hashes or entries ends in the bytes of a wider one. */
  static int size(Tile tile, byte[] wider) {
    if (tile.level() != Tile.ENTRIES) {
      return tile.width() * Hash.SIZE;
    }
    List<Integer> offsets = EntryBundle.whole(wider).offsets();
    return tile.width() < offsets.size() ? offsets.get(tile.width()) : wider.length;
  }

  LogFiles files() {
    return files;
  }
}
