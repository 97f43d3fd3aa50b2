package org.estover.ledger.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a piece of a log: up to 256 hashes of one level of the tree, or up to 256 entries
 * (C2SP tlog-tiles, height 8).
 *
 * @param level the tile's level, or {@link #ENTRIES} for a bundle of entries
 * @param index place of the tile in its level, from 0
 * @param width how many hashes or entries it holds, 1 to 256; 256 is full
 */
public record Tile(int level, long index, int width) {

  /** The level of bundles of entries. */
  public static final int ENTRIES = -1;

  /** Hashes in a full tile. */
  public static final int FULL = 256;

  /** The longest name of an index, of six groups. */
  private static final int MAX_NAME = 28;

  /** Levels of the tree that one level of tiles covers. */
  public static final int HEIGHT = 8;

  public Tile {
    boolean known = level >= ENTRIES && level < 8 && index >= 0 && width >= 1 && width <= FULL;
    if (!known) {
      throw Errors.badField("tile", level + "/" + index + "/" + width, "level, index and width");
    }
  }

  /** Where it stands below the log's folder: {@code tile/0/x001/234.p/5}. */
  public String path() {
    String path = (level == ENTRIES ? "tile/entries/" : "tile/" + level + "/") + name(index);
    return isFull() ? path : path + ".p/" + width;
  }

  /** How a place is written in a path, groups of three digits: {@code x001/234}. */
  public static String name(long index) {
    // By hand: every file of a log is named so, and a formatter costs as much as hashing a tile.
    String digits = Long.toString(index);
    String padded = "00".substring((digits.length() + 2) % 3) + digits;
    StringBuilder name = new StringBuilder();
    int last = padded.length() - 3;
    for (int at = 0; at < last; at += 3) {
      name.append('x').append(padded, at, at + 3).append('/');
    }
    return name.append(padded, last, last + 3).toString();
  }

  /** The index of which a text is the {@link #name}, or -1. */
  public static long index(String name) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < name.length() && i < MAX_NAME; i++) {
      if (TilePath.isDigit(name.charAt(i))) {
        digits.append(name.charAt(i));
      }
    }
    if (digits.isEmpty() || name.length() > MAX_NAME) {
      return -1;
    }
    long index = Long.parseLong(digits.toString());
    return name(index).equals(name) ? index : -1;
  }

  /** Whether it can grow no more: it holds {@link #FULL} hashes or entries. */
  public boolean isFull() {
    return width == FULL;
  }

  /** The same tile with another number of hashes. */
  public Tile withWidth(int other) {
    return new Tile(level, index, other);
  }

  /** How many hashes a level of tiles has in a tree of that size; entries for {@link #ENTRIES}. */
  static long hashes(int level, long size) {
    return level <= 0 ? size : size >> (HEIGHT * level);
  }

  /** The tile of a level at an index, as wide as a tree of that size makes it. */
  static Tile at(int level, long index, long size) {
    return new Tile(level, index, (int) Math.min(FULL, hashes(level, size) - index * FULL));
  }

  /** The tiles and the bundle of a tree that are not full. */
  static List<Tile> partials(long size) {
    List<Tile> last = edge(size);
    if (size > 0) {
      last.add(at(ENTRIES, (size - 1) / FULL, size));
    }
    last.removeIf(Tile::isFull);
    return last;
  }

  /** The last tile of each level of a tree, full or not, from level 0 up; no bundles. */
  static List<Tile> edge(long size) {
    List<Tile> edge = new ArrayList<>();
    for (int level = 0; level < 8 && hashes(level, size) > 0; level++) {
      edge.add(at(level, (hashes(level, size) - 1) / FULL, size));
    }
    return edge;
  }
}
