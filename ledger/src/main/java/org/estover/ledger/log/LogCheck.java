package org.estover.ledger.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds which stored bytes of a log are not what its signed checkpoint names.
 *
 * <p>Idea: hash upwards from the entries and compare every tile on the way. Where entries and tiles
 * disagree, the side that leads to the signed root is right and the other one is damaged. If the
 * entries lead to the root, every tile is judged by them, to the hash. Otherwise a bundle is judged
 * by its tile, where that tile hashes to its parent or the tiles lead to the root. Linear in the
 * log; memory: one hash for every 256 entries.
 */
public final class LogCheck {
  /** Stands for a leaf of which nothing is known. */
  private static final Hash ZERO = Hash.of(new byte[Hash.SIZE]);

  private final LogReader log;
  private final List<Damage> inEntries = new ArrayList<>();
  private final List<Damage> inTiles = new ArrayList<>();
  private boolean bundlesAreWhole = true;

  /** A check of a log as of its checkpoint, whose signature the reader has verified. */
  public LogCheck(LogReader log) {
    this.log = log;
  }

  /** The damage found, in log order; empty for a log that is whole. */
  public List<Damage> run() throws IOException {
    if (holds()) {
      return List.copyOf(staleTiles());
    }
    Frontier frontier = new Frontier();
    List<Hash> above = compareBundles(frontier);
    for (int level = 1; !above.isEmpty(); level++) {
      above = compareLevel(level, above);
    }
    boolean entriesHold = bundlesAreWhole && frontier.root().equals(log.checkpoint().root());
    List<Damage> found = new ArrayList<>();
    if (entriesHold) {
      found.addAll(inTiles);
    } else if (tilesHold()) {
      found.addAll(inEntries);
    } else {
      found.addAll(inEntries);
      found.addAll(inTiles);
      if (found.isEmpty()) {
        found.add(
            wholeFile(LogReader.CHECKPOINT, "the signed root is not that of entries and tiles"));
      }
    }
    found.addAll(staleTiles());
    return List.copyOf(found);
  }

  /**
   * Whether entries, tiles and signed root agree. It ends at the first thing that does not hold,
   * where {@link #run} does more work to say what is wrong; stale partial tiles it leaves alone.
   */
  public boolean holds() throws IOException {
    TreeWalk walk =
        new TreeWalk(
            log,
            (bundle, bytes) -> {},
            (tile, hashes) -> {
              if (!TreeWalk.isTile(tile, hashes, log.read(tile))) {
                throw Errors.wrongTile(tile.path());
              }
            });
    try {
      return walk.run().root().equals(log.checkpoint().root());
    } catch (CorruptLogException e) {
      return false;
    }
  }

  /**
   * Compares bundles with tiles of level 0; returns the hashes of level 1 that follow from them.
   */
  private List<Hash> compareBundles(Frontier frontier) throws IOException {
    List<Hash> above = new ArrayList<>();
    for (long n = 0; n * Tile.FULL < log.size(); n++) {
      Tile bundle = Tile.at(Tile.ENTRIES, n, log.size());
      List<Hash> leaves = leaves(bundle);
      leaves.forEach(leaf -> frontier.add(leaf, (tile, bytes) -> {}));
      compare(new Tile(0, n, bundle.width()), leaves);
      if (bundle.isFull()) {
        above.add(MerkleTree.root(leaves));
      }
    }
    return above;
  }

  /** The leaf hashes of a bundle; missing ones are taken from the tile, to go on with the rest. */
  private List<Hash> leaves(Tile bundle) throws IOException {
    List<Hash> stored = storedOrNone(new Tile(0, bundle.index(), bundle.width()));
    byte[] bytes;
    try {
      bytes = log.read(bundle);
    } catch (CorruptLogException e) {
      bundlesAreWhole = false;
      inEntries.add(wholeFile(bundle.path(), "the file is missing"));
      return completed(List.of(), stored, bundle.width());
    }
    EntryBundle found = EntryBundle.whole(bytes);
    List<Hash> leaves = found.entries().stream().limit(bundle.width()).map(Hash::ofLeaf).toList();
    List<Integer> wrong = differing(leaves, stored);
    if (found.entries().size() != bundle.width() || found.end() != bytes.length) {
      bundlesAreWhole = false;
      int from =
          wrong.isEmpty()
              ? endOfEntries(found, leaves.size(), bytes.length)
              : found.offsets().get(wrong.get(0));
      long to = Math.max(from, bytes.length - 1);
      inEntries.add(new Damage(bundle.path(), from, to, "the entries are cut wrongly"));
      return completed(leaves, stored, bundle.width());
    }
    wrong.forEach(i -> inEntries.add(notTheOneLogged(bundle, found, i)));
    return leaves;
  }

  /** Places at which both lists have a hash, and not the same. */
  private static List<Integer> differing(List<Hash> leaves, List<Hash> stored) {
    return IntStream.range(0, Math.min(leaves.size(), stored.size()))
        .filter(i -> !leaves.get(i).equals(stored.get(i)))
        .boxed()
        .toList();
  }

  /** The leaves, then those stored in the tile, then zeros, up to the width. */
  private static List<Hash> completed(List<Hash> leaves, List<Hash> stored, int width) {
    List<Hash> all = new ArrayList<>(leaves);
    if (all.size() < stored.size()) {
      all.addAll(stored.subList(all.size(), stored.size()));
    }
    while (all.size() < width) {
      all.add(ZERO);
    }
    return all;
  }

  private static Damage notTheOneLogged(Tile bundle, EntryBundle found, int i) {
    int start = found.offsets().get(i);
    int end = start + EntryBundle.LENGTH_SIZE + found.entries().get(i).length - 1;
    long entry = bundle.index() * Tile.FULL + i;
    return new Damage(bundle.path(), start, end, "entry " + entry + " is not the one logged");
  }

  /** Where the first {@code count} entries end, within the file. */
  private static int endOfEntries(EntryBundle found, int count, int size) {
    int end = count < found.offsets().size() ? found.offsets().get(count) : found.end();
    return Math.max(0, Math.min(end, size - 1));
  }

  /** Compares tiles of a level with the hashes that follow from below. */
  private List<Hash> compareLevel(int level, List<Hash> hashes) throws IOException {
    List<Hash> above = new ArrayList<>();
    for (int n = 0; n * Tile.FULL < hashes.size(); n++) {
      int end = Math.min((n + 1) * Tile.FULL, hashes.size());
      List<Hash> expected = hashes.subList(n * Tile.FULL, end);
      compare(new Tile(level, n, expected.size()), expected);
      if (expected.size() == Tile.FULL) {
        above.add(MerkleTree.root(expected));
      }
    }
    return above;
  }

  private void compare(Tile tile, List<Hash> expected) throws IOException {
    byte[] bytes;
    try {
      bytes = log.read(tile);
    } catch (CorruptLogException e) {
      inTiles.add(wholeFile(tile.path(), "the file is missing"));
      return;
    }
    int size = tile.width() * Hash.SIZE;
    if (bytes.length != size) {
      int from = Math.min(bytes.length, size);
      inTiles.add(
          new Damage(
              tile.path(), from, from, "found " + bytes.length + " bytes, expected " + size));
    }
    for (int i = 0; i < Math.min(bytes.length / Hash.SIZE, tile.width()); i++) {
      if (!Hash.at(bytes, i * Hash.SIZE, Hash.SIZE).equals(expected.get(i))) {
        long from = (long) i * Hash.SIZE;
        inTiles.add(
            new Damage(
                tile.path(),
                from,
                from + Hash.SIZE - 1,
                "hash " + i + " is not of what it covers"));
      }
    }
  }

  /** Whether the stored tiles, each against its parent, lead to the signed root. */
  private boolean tilesHold() throws IOException {
    try {
      if (!log.rootAt(log.size()).equals(log.checkpoint().root())) {
        return false;
      }
      for (int level = 0; Tile.hashes(level + 1, log.size()) > 0; level++) {
        for (long n = 0; n < Tile.hashes(level + 1, log.size()); n++) {
          Tile parent = Tile.at(level + 1, n / Tile.FULL, log.size());
          Hash claimed = log.hashes(parent).get((int) (n % Tile.FULL));
          if (!MerkleTree.root(log.hashes(new Tile(level, n, Tile.FULL))).equals(claimed)) {
            return false;
          }
        }
      }
      return true;
    } catch (CorruptLogException e) {
      return false;
    }
  }

  /** Partial tiles of earlier sizes must be the beginning of what the tile became. */
  private List<Damage> staleTiles() throws IOException {
    List<String> paths =
        log.files().tiles().stream().filter(path -> TilePath.isWithin(path, log.size())).toList();
    List<Damage> found = new ArrayList<>();
    for (String path : paths) {
      Tile tile = TilePath.parse(path).orElseThrow();
      Tile current = Tile.at(tile.level(), tile.index(), log.size());
      if (!tile.equals(current)) {
        compareStale(tile, current, found);
      }
    }
    return found;
  }

  private void compareStale(Tile tile, Tile current, List<Damage> found) throws IOException {
    byte[] stale;
    byte[] now;
    try {
      stale = log.files().read(tile.path());
      now = log.read(current);
    } catch (CorruptLogException | NoSuchFileException e) {
      return;
    }
    int size = LogReader.size(tile, now);
    int differs = Arrays.mismatch(stale, Arrays.copyOf(now, Math.min(size, now.length)));
    if (differs >= 0) {
      found.add(new Damage(tile.path(), differs, differs, "it is not the beginning of the tile"));
    }
  }

  private List<Hash> storedOrNone(Tile tile) throws IOException {
    try {
      return log.hashes(tile);
    } catch (CorruptLogException e) {
      return List.of();
    }
  }

  private static Damage wholeFile(String file, String reason) {
    return new Damage(file, 0, 0, reason);
  }
}
