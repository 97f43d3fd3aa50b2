package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What attempts that were killed have left in a stage's folder: files with hidden names. */
public final class Leftovers {
  private Leftovers() {}

  /** Removes the hidden files in and below {@code folder}. */
  public static void remove(Path folder) throws IOException {
    List<Path> hidden;
    try (Stream<Path> walk = Files.walk(folder)) {
      hidden =
          walk.filter(path -> path.getFileName().toString().startsWith("."))
              .filter(Files::isRegularFile)
              .toList();
    }
    for (Path path : hidden) {
      Files.deleteIfExists(path);
    }
  }
}
