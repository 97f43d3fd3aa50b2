package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.estover.jobs.run.Leftovers;

/** A folder that a command writes: it appears whole, or not at all. */
final class NewFolder {
  private static final int ATTEMPTS = 5;

  private NewFolder() {}

  /** Writes all files of a folder. */
  interface Filling {
    /** Fills a folder; what is hidden in it is removed afterwards. */
    void fill(Path unfinished) throws IOException;
  }

  /**
   * Has a folder filled and gives it its name.
   *
   * @throws UsageException if there is something of that name
   */
  static void write(Path target, Filling filling) throws IOException {
    if (Files.exists(target)) {
      throw Errors.exists(target);
    }
    Path unfinished = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    Thread remover = new Thread(() -> remove(unfinished), "estover-unfinished");
    Runtime.getRuntime().addShutdownHook(remover);
    try {
      Files.createDirectories(unfinished);
      filling.fill(unfinished);
      try (DirectoryStream<Path> hidden = Files.newDirectoryStream(unfinished, ".*")) {
        for (Path path : hidden) {
          Leftovers.removeTree(path);
        }
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Leftovers.removeTree(unfinished);
      if (!Interruption.isUnderWay()) {
        Runtime.getRuntime().removeShutdownHook(remover);
      }
    }
  }

  /** Removes what a signal leaves half done; whoever still writes to it is as good as gone. */
  static void remove(Path unfinished) {
    boolean removed = false;
    for (int attempt = 0; attempt < ATTEMPTS && !removed; attempt++) {
      try {
        Leftovers.removeTree(unfinished);
        removed = true;
      } catch (IOException e) {
        // A file was added meanwhile.
        removed = false;
      }
    }
  }
}
