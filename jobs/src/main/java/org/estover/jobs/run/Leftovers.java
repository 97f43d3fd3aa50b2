package org.estover.jobs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What must go from a disk: files that killed attempts have left, folders that have served. */
public final class Leftovers {
  /** The file that says of the folder that it lies in that a step of a stage has written it. */
  public static final String STEP_MARK = "complete";

  private Leftovers() {}

  /** Removes the files in and below a stage's folder that killed attempts have left hidden. */
  public static void removeHidden(Path folder) throws IOException {
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

  /**
   * Removes {@code folder} and all below it, but follows no link; nothing if it is absent. Marks of
   * steps go first: a removal that is killed leaves none beside what is no longer whole.
   */
  public static void removeTree(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : inOrderOfRemoval(folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** All paths below and including {@code folder}: marks of steps, then the others as in a tree. */
  static List<Path> inOrderOfRemoval(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>(tree(folder));
    paths.sort(Comparator.comparing(path -> !isStepMark(path)));
    return paths;
  }

  private static boolean isStepMark(Path path) {
    return path.endsWith(STEP_MARK) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** All paths below and including {@code folder}, a folder after what it holds. */
  static List<Path> tree(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
