package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A second name for a file, or a copy of it where the disk knows no second names. */
final class Links {
  private Links() {}

  /** Makes {@code to} hold what {@code from} holds, in one step, also if it is there already. */
  static void linkOrCopy(Path from, Path to) throws IOException {
    Path unfinished = to.resolveSibling("." + UUID.randomUUID() + ".unfinished");
    try {
      Files.createLink(unfinished, from);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(from, unfinished);
    }
    Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    // Renaming one of two names of one file onto the other does nothing, by POSIX.
    Files.deleteIfExists(unfinished);
  }
}
