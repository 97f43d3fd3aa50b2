package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One file of rows of a stage. Files of later stages that lie beside it have the same name.
 *
 * @param index its place among the stage's files, in the order of their names
 * @param size in bytes, on disk
 */
public record RowFile(int index, String name, long size) implements Packs.Sized {
  private static final long serialVersionUID = 1L;
  private static final String SUFFIX = ".parquet";

  /** The name of the file that holds the given cut of the given input. */
  public static String name(int input, int cut) {
    return String.format(Locale.ROOT, "part-%05d-%04d%s", input, cut, SUFFIX);
  }

  /** All files of rows in {@code folder}, by name. */
  public static List<RowFile> in(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> list = Files.list(folder)) {
      paths = list.filter(path -> path.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    }
    List<RowFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(new RowFile(files.size(), path.getFileName().toString(), Files.size(path)));
    }
    return files;
  }

  /** This file, or the one beside it, in {@code folder}. */
  public Path at(String folder) {
    return Path.of(folder, name);
  }
}
