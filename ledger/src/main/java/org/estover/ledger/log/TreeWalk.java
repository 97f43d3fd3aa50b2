package org.estover.ledger.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the tree of a whole log from its entries: bundle by bundle, then the levels of tiles
 * above them. Linear in the log, two hashes an entry; memory: one hash for every 256 entries.
 */
final class TreeWalk {

  /** Takes each bundle as it is read. */
  @FunctionalInterface
  interface BundleSink {
    void bundle(Tile bundle, byte[] bytes) throws IOException;
  }

  /** Takes the hashes that follow from the entries, tile by tile. */
  @FunctionalInterface
  interface TileSink {
    void tile(Tile tile, byte[] hashes) throws IOException;
  }

  private final LogReader log;
  private final BundleSink bundles;
  private final TileSink tiles;
  private final TreeHasher hasher = new TreeHasher();
  private final List<List<Hash>> edge = new ArrayList<>();

  TreeWalk(LogReader log, BundleSink bundles, TileSink tiles) {
    this.log = log;
    this.bundles = bundles;
    this.tiles = tiles;
  }

  /**
   * Walks the log and gives the edge of its tree, whose root is not compared with anything yet.
   *
   * @throws CorruptLogException if a bundle is missing, or is not as many entries as it must be
   */
  Frontier run() throws IOException {
    List<Hash> above = walkBundles();
    for (int level = 1; !above.isEmpty(); level++) {
      above = walkLevel(level, above);
    }
    return Frontier.of(edge, log.size());
  }

  private List<Hash> walkBundles() throws IOException {
    List<Hash> above = new ArrayList<>();
    byte[] leaves = new byte[Tile.FULL * Hash.SIZE];
    for (long n = 0; n * Tile.FULL < log.size(); n++) {
      Tile bundle = Tile.at(Tile.ENTRIES, n, log.size());
      byte[] bytes = log.read(bundle);
      if (hasher.leaves(bytes, bundle.width(), leaves) != bytes.length) {
        throw Errors.wrongEntries(bundle.path(), bundle.width());
      }
      bundles.bundle(bundle, bytes);
      pass(new Tile(0, n, bundle.width()), leaves, above);
    }
    return above;
  }

  private List<Hash> walkLevel(int level, List<Hash> hashes) throws IOException {
    List<Hash> above = new ArrayList<>();
    byte[] bytes = new byte[Tile.FULL * Hash.SIZE];
    for (int n = 0; n * Tile.FULL < hashes.size(); n++) {
      int width = Math.min(Tile.FULL, hashes.size() - n * Tile.FULL);
      for (int i = 0; i < width; i++) {
        hashes.get(n * Tile.FULL + i).put(bytes, i * Hash.SIZE);
      }
      pass(new Tile(level, n, width), bytes, above);
    }
    return above;
  }

  private void pass(Tile tile, byte[] hashes, List<Hash> above) throws IOException {
    tiles.tile(tile, hashes);
    if (tile.level() == edge.size()) {
      edge.add(List.of());
    }
    if (tile.isFull()) {
      above.add(hasher.root(hashes));
    } else {
      List<Hash> last = new ArrayList<>();
      for (int i = 0; i < tile.width(); i++) {
        last.add(Hash.at(hashes, i * Hash.SIZE, Hash.SIZE));
      }
      edge.set(tile.level(), last);
    }
  }

  /** Whether the first hashes of an array are the bytes of a tile. */
  static boolean isTile(Tile tile, byte[] hashes, byte[] stored) {
    int size = tile.width() * Hash.SIZE;
    return Arrays.equals(hashes, 0, size, stored, 0, stored.length);
  }
}
