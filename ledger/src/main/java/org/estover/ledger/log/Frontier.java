package org.estover.ledger.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: per level of tiles the hashes of the tile that is not full yet.
 *
 * <p>That is all a log needs in memory to go on: at most 256 hashes for each of 8 levels. Adding a
 * leaf is constant amortised; the root costs a few hundred hashes.
 */
final class Frontier {

  private final List<List<Hash>> levels = new ArrayList<>();
  private long size;

  Frontier() {}

  private Frontier(Frontier other) {
    other.levels.forEach(level -> levels.add(new ArrayList<>(level)));
    size = other.size;
  }

  /** The edge of a tree of that size, of whose tiles these are the hashes of the last ones. */
  static Frontier of(List<List<Hash>> lastTiles, long size) {
    Frontier frontier = new Frontier();
    lastTiles.forEach(tile -> frontier.levels.add(new ArrayList<>(tile)));
    frontier.size = size;
    return frontier;
  }

  /** The same edge, growing on its own. */
  Frontier copy() {
    return new Frontier(this);
  }

  long size() {
    return size;
  }

  /** Adds a leaf and passes on each tile that it fills. */
  void add(Hash leaf, TileSink filled) {
    size++;
    add(0, leaf, filled);
  }

  private void add(int level, Hash hash, TileSink filled) {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    List<Hash> tile = levels.get(level);
    tile.add(hash);
    if (tile.size() == Tile.FULL) {
      long index = Tile.hashes(level, size) / Tile.FULL - 1;
      filled.tile(new Tile(level, index, Tile.FULL), bytes(tile));
      Hash above = MerkleTree.root(tile);
      tile.clear();
      add(level + 1, above, filled);
    }
  }

  /** The RFC 6962 root of the leaves added so far. */
  Hash root() {
    Hash root = null;
    for (List<Hash> tile : levels) {
      int end = tile.size();
      for (int part = 1; part <= Tile.FULL; part <<= 1) {
        if ((tile.size() & part) != 0) {
          Hash subtree = MerkleTree.root(tile.subList(end - part, end));
          root = root == null ? subtree : Hash.ofNode(subtree, root);
          end -= part;
        }
      }
    }
    return root == null ? MerkleTree.EMPTY_ROOT : root;
  }

  /** Passes on the tiles that are not full and that leaves added since a size touched. */
  void partialsSince(long from, TileSink partial) {
    for (int level = 0; level < levels.size(); level++) {
      boolean touched = Tile.hashes(level, size) > Tile.hashes(level, from);
      if (touched && !levels.get(level).isEmpty()) {
        long index = Tile.hashes(level, size) / Tile.FULL;
        partial.tile(Tile.at(level, index, size), bytes(levels.get(level)));
      }
    }
  }

  private static byte[] bytes(List<Hash> hashes) {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Hash.SIZE);
    hashes.forEach(hash -> bytes.put(hash.bytes()));
    return bytes.array();
  }

  /** Takes tiles and their bytes. */
  @FunctionalInterface
  interface TileSink {
    void tile(Tile tile, byte[] bytes);
  }
}
