package org.estover.ledger.log;

import java.util.Optional;

/** Reads the paths of tiles back; by hand, because a start reads thousands of them. */
final class TilePath {

  private static final String TILES = "tile/";
  private static final String BUNDLES = "entries";
  private static final String PARTIAL = ".p/";

  private TilePath() {}

  /** The tile that a path below the log's folder names, if it names one. */
  static Optional<Tile> parse(String path) {
    int slash = path.indexOf('/', TILES.length());
    if (!path.startsWith(TILES) || slash < 0) {
      return Optional.empty();
    }
    int level = level(path.substring(TILES.length(), slash));
    int partial = path.indexOf(PARTIAL, slash);
    long index = Tile.index(path.substring(slash + 1, partial < 0 ? path.length() : partial));
    int width = partial < 0 ? Tile.FULL : width(path.substring(partial + PARTIAL.length()));
    if (level < Tile.ENTRIES || index < 0 || width < 1 || width > Tile.FULL) {
      return Optional.empty();
    }
    Tile tile = new Tile(level, index, width);
    // A number has one form, without zeros in front, and a full tile no width in its name.
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  /** The level of a folder's name; below all levels where there is none. */
  private static int level(String name) {
    if (name.equals(BUNDLES)) {
      return Tile.ENTRIES;
    }
    boolean digit = name.length() == 1 && name.charAt(0) >= '0' && name.charAt(0) <= '7';
    return digit ? name.charAt(0) - '0' : Integer.MIN_VALUE;
  }

  private static int width(String digits) {
    boolean number =
        !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(TilePath::isDigit);
    return number ? Integer.parseInt(digits) : 0;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a path names a tile of which a tree of that size has all hashes. */
  static boolean isWithin(String path, long size) {
    return parse(path).filter(tile -> isWithin(tile, Tile.hashes(tile.level(), size))).isPresent();
  }

  /** By a division, because the product of the longest names does not fit. */
  private static boolean isWithin(Tile tile, long hashes) {
    return tile.width() <= hashes && tile.index() <= (hashes - tile.width()) / Tile.FULL;
  }
}
