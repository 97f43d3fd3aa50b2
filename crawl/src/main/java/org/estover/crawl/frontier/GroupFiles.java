package org.estover.crawl.frontier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Under which names the files of a group lie; {@link GroupFolder} tells what they are. */
record GroupFiles(Path root, int group) {
  Path folder() {
    return folder(group);
  }

  private Path folder(int number) {
    return root.resolve(String.format(Locale.ROOT, "group-%05d", number));
  }

  Path file(String kind, int level) {
    return folder().resolve(String.format(Locale.ROOT, "%s-%05d", kind, level));
  }

  /** Links of a level that one group has found and that lead to another. */
  Path links(int level, int from, int to) {
    return folder(from).resolve(String.format(Locale.ROOT, "links-%05d-to-%05d", level, to));
  }

  Path keys(int level) {
    return file("next", level).resolveSibling(file("next", level).getFileName() + ".keys");
  }

  /** How many URLs of each domain a level could visit, and what was spent before. */
  Path domains(int level) {
    return file("domains", level);
  }

  Path budgets(int level) {
    return file("budgets", level);
  }

  Path licenses(int level) {
    return file("licenses", level);
  }

  /** Removes what served the levels before one whose round has begun: no group needs it. */
  void removeBefore(int level) throws IOException {
    if (level == 0) {
      return;
    }
    int before = level - 1;
    List<Path> served = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder())) {
      String links = String.format(Locale.ROOT, "links-%05d-", before);
      files.filter(file -> file.getFileName().toString().startsWith(links)).forEach(served::add);
    }
    served.addAll(
        List.of(
            file("level", before),
            file("seen", before),
            file("next", before),
            keys(before),
            domains(before),
            file("taken", before),
            file("spent", before),
            file("after", before - 1),
            budgets(before - 1),
            licenses(before - 1)));
    for (Path file : served) {
      Files.deleteIfExists(file);
    }
  }
}
