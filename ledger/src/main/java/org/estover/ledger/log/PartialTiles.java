package org.estover.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes partial tiles and bundles that no late checkpoint names any more.
 *
 * <p>What a checkpoint names stays until that many later ones are durable, so that whoever has just
 * fetched it finds what a proof needs. Who comes later takes the full tile, or the checkpoint anew.
 * A removal is not synced: a stale tile that comes back after a power cut goes at the next start.
 */
final class PartialTiles {

  /**
   * Checkpoints, the newest included, whose partial tiles stay. A proof takes a handful of requests
   * to a server; a writer that signs as fast as it can, group by group, needs less than a second
   * for sixteen, and a trust's daily business minutes. At most as many files of a tile stay.
   */
  static final int KEPT = 16;

  private final Path folder;
  private final DurableFiles files;

  /** For each checkpoint but the newest, the oldest first, what the next one made stale. */
  private final Deque<List<Path>> stale = new ArrayDeque<>();

  private PartialTiles(Path folder, DurableFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * Refuses a log whose checkpoint names a tile that has given way to a wider one. A crash leaves
   * none such; an older checkpoint put back does, and what looks like a torn tail behind it was
   * acknowledged.
   */
  static void requireNamed(Path folder, long size) throws IOException {
    for (Tile tile : Tile.partials(size)) {
      boolean gone = !Files.exists(folder.resolve(tile.path()));
      if (gone && isWiderThere(folder, tile)) {
        throw Errors.behindItsTiles(folder, tile.path(), size);
      }
    }
  }

  private static boolean isWiderThere(Path folder, Tile tile) throws IOException {
    return Files.exists(folder.resolve(tile.withWidth(Tile.FULL).path()))
        || LogFiles.in(folder).widths(tile).stream().anyMatch(width -> width > tile.width());
  }

  /**
   * Removes those of a log that are stale at its start: all of full tiles, and of each other tile
   * all but the widest.
   *
   * @param size that of the checkpoint; a torn tail beyond it has been cut
   */
  static PartialTiles removingStale(Path folder, long size, DurableFiles files) throws IOException {
    PartialTiles partials = new PartialTiles(folder, files);
    List<Path> doomed = new ArrayList<>();
    List<List<Path>> kept = new ArrayList<>();
    for (List<Tile> widestFirst : staleByTile(folder, size)) {
      for (int i = 0; i < widestFirst.size(); i++) {
        Tile tile = widestFirst.get(i);
        boolean filled = Tile.at(tile.level(), tile.index(), size).isFull();
        if (filled || i >= KEPT - 1) {
          doomed.add(folder.resolve(tile.path()));
        } else {
          if (kept.size() == i) {
            kept.add(new ArrayList<>());
          }
          kept.get(i).add(folder.resolve(tile.path()));
        }
      }
    }
    kept.forEach(partials.stale::addFirst);
    files.discard(doomed);
    return partials;
  }

  private static Iterable<List<Tile>> staleByTile(Path folder, long size) throws IOException {
    Set<Tile> named = new HashSet<>(Tile.partials(size));
    Map<Tile, List<Tile>> stale = new HashMap<>();
    for (String path : LogFiles.in(folder).tiles()) {
      if (path.contains(".p/")) {
        TilePath.parse(path)
            .filter(tile -> !tile.isFull() && !named.contains(tile))
            .ifPresent(
                tile ->
                    stale
                        .computeIfAbsent(tile.withWidth(Tile.FULL), any -> new ArrayList<>())
                        .add(tile));
      }
    }
    stale.values().forEach(tiles -> tiles.sort((a, b) -> b.width() - a.width()));
    return Collections.unmodifiableCollection(stale.values());
  }

  /**
   * Takes note that a checkpoint is durable, and removes what the oldest one kept named and no
   * later one does.
   *
   * @param from size of the checkpoint before
   * @param to size of the one that is durable now
   */
  void supersede(long from, long to) throws IOException {
    List<Tile> before = Tile.partials(from);
    before.removeAll(Tile.partials(to));
    stale.addLast(before.stream().map(tile -> folder.resolve(tile.path())).toList());
    while (stale.size() >= KEPT) {
      files.discard(stale.removeFirst());
    }
  }
}
