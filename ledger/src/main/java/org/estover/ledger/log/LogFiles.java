package org.estover.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the files of a log are read: a folder, or a server that hands out the same paths. */
@FunctionalInterface
public interface LogFiles {
  /** How often files are listed that change meanwhile. */
  int ATTEMPTS = 5;

  /**
   * The bytes of a file.
   *
   * @param path its path below the log, such as {@code tile/0/000}
   * @throws NoSuchFileException if there is none
   */
  byte[] read(String path) throws IOException;

  /** The paths of the tiles and bundles that there are; a server does not say. */
  default List<String> tiles() throws IOException {
    return List.of();
  }

  /** The widths of the partial files that there are of a tile; a server does not say. */
  default List<Integer> widths(Tile tile) throws IOException {
    return List.of();
  }

  /** The files of a log in a folder. */
  static LogFiles in(Path folder) {
    return new LogFiles() {
      @Override
      public byte[] read(String path) throws IOException {
        return Files.readAllBytes(folder.resolve(path));
      }

      @Override
      public List<Integer> widths(Tile tile) throws IOException {
        Path partials = folder.resolve(tile.withWidth(Tile.FULL).path() + ".p");
        if (!Files.isDirectory(partials)) {
          return List.of();
        }
        try (Stream<Path> files = Files.list(partials)) {
          return files
              .flatMap(file -> TilePath.parse(folder.relativize(file).toString()).stream())
              .map(Tile::width)
              .toList();
        }
      }

      @Override
      public List<String> tiles() throws IOException {
        return NumberedFiles.below(folder.resolve("tile")).stream()
            .map(path -> "tile/" + path)
            .toList();
      }
    };
  }
}
