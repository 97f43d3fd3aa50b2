package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** WARC, WET and ARC files that a command line names, or the folders that hold them. */
final class CaptureFiles {
  private static final List<String> ENDINGS =
      Stream.of(".warc", ".wet", ".arc")
          .flatMap(kind -> Stream.of("", ".gz", ".zst", ".zstd").map(packed -> kind + packed))
          .toList();

  private CaptureFiles() {}

  /**
   * A file.
   *
   * @param name its name, below the folder that was named; never a path of the machine
   */
  record CaptureFile(Path path, String name, long size) {}

  /** Finds the files, those of a folder in the order of their names. */
  static List<CaptureFile> in(List<Path> places) throws IOException {
    List<CaptureFile> files = new ArrayList<>();
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new NoSuchFileException(place.toString());
      }
      if (Files.isDirectory(place)) {
        List<Path> inside = inside(place);
        if (inside.isEmpty()) {
          throw Errors.noCaptures(place, ENDINGS);
        }
        for (Path path : inside) {
          files.add(new CaptureFile(path, place.relativize(path).toString(), Files.size(path)));
        }
      } else if (!Files.isRegularFile(place)) {
        throw Errors.pipe(place);
      } else {
        String name = String.valueOf(place.getFileName());
        files.add(new CaptureFile(place, name, Files.size(place)));
      }
    }
    return files;
  }

  private static List<Path> inside(Path folder) throws IOException {
    // A link stands for what it leads to.
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(CaptureFiles::isNamedAsOne).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isNamedAsOne(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
