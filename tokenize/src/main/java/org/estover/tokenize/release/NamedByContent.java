package org.estover.tokenize.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a release that get their names by what they hold, once they are finished. */
final class NamedByContent {
  private NamedByContent() {}

  /**
   * Gives a finished file its name, SHA-256 and an ending, after it got its sums; synced. A second
   * attempt replaces it by the same bytes.
   *
   * @param folder of the release
   */
  static ReleasedFile place(Path unfinished, Path folder, String ending) throws IOException {
    Disk.sync(unfinished);
    String sha256 = BlockSums.sha256(unfinished);
    ReleasedFile placed = BlockSums.write(unfinished, sha256 + ending, sha256);
    Path file = folder.resolve(placed.name());
    Disk.replace(BlockSums.sidecar(unfinished), BlockSums.sidecar(file));
    Disk.replace(unfinished, file);
    return placed;
  }

  /** Appends a file to an open one. */
  static void append(Path part, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(part)) {
      in.transferTo(out);
    }
  }
}
