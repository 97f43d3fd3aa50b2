package org.estover.ledger.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the paths of tiles back. */
final class TilePath {

  private static final Pattern PATH =
      Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([0-9]{1,3}))?");

  private TilePath() {}

  /** The tile that a path below the log's folder names, if it names one. */
  static Optional<Tile> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level =
        matcher.group(1).equals("entries") ? Tile.ENTRIES : matcher.group(1).charAt(0) - '0';
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", "") + matcher.group(3));
    String partial = matcher.group(4);
    int width = partial == null ? Tile.FULL : Integer.parseInt(partial);
    if (width < 1 || width > Tile.FULL) {
      return Optional.empty();
    }
    Tile tile = new Tile(level, index, width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  /** Whether a path names a tile of which a tree of that size has all hashes. */
  static boolean isWithin(String path, long size) {
    return parse(path)
        .filter(tile -> tile.index() * Tile.FULL + tile.width() <= Tile.hashes(tile.level(), size))
        .isPresent();
  }
}
