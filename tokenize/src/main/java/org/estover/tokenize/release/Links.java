package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A second name for a file, or a copy of it where the disk knows no second names. */
public final class Links {
  private Links() {}

  /**
   * Makes {@code to}, which must not be there, hold what {@code from} holds; a copy is on the disk.
   */
  public static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from.toRealPath());
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Another disk, or one without second names; whatever else is wrong a copy meets as well.
      Files.copy(from, to);
      try (FileChannel file = FileChannel.open(to, StandardOpenOption.WRITE)) {
        file.force(true);
      }
    }
  }

  /** Makes {@code to} hold what {@code from} holds, in one step, also if it is there already. */
  public static void replace(Path from, Path to) throws IOException {
    Path unfinished = to.resolveSibling("." + UUID.randomUUID() + ".unfinished");
    linkOrCopy(from, unfinished);
    Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    // Renaming one of two names of one file onto the other does nothing, by POSIX.
    Files.deleteIfExists(unfinished);
  }
}
