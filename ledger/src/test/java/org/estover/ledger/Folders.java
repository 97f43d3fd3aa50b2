package org.estover.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whole folders, as an operator handles them. */
final class Folders {
  private Folders() {}

  static Path copy(Path from, Path to) throws IOException {
    for (Path file : below(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }

  static void delete(Path folder) throws IOException {
    for (Path file : below(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(file);
    }
  }

  /** What stands in the files of a folder, by their paths below it. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      contents.put(
          folder.relativize(file).toString(),
          Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return contents;
  }

  static List<Path> files(Path folder) throws IOException {
    return below(folder).stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }
}
