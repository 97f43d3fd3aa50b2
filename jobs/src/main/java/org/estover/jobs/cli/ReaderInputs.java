package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.estover.crawl.read.DocumentReader;

/**
 * The files that a reader is to read: those named, and of folders all that it takes, in the order
 * of their names. Links in a folder are passed over, as they lead to what nobody named.
 */
final class ReaderInputs {
  /** Deeper than anybody files documents. */
  private static final int MAX_DEPTH = 40;

  private final DocumentReader reader;
  private final List<Input> inputs = new ArrayList<>();

  private ReaderInputs(DocumentReader reader) {
    this.reader = reader;
  }

  /**
   * A file or folder to read.
   *
   * @param name what documents call it: its path from the folder that was named
   */
  record Input(Path path, String name) {}

  /**
   * Finds them.
   *
   * @throws UsageException if a folder holds none, or a pipe is named
   */
  static List<Input> of(DocumentReader reader, List<Path> named) throws IOException {
    ReaderInputs found = new ReaderInputs(reader);
    for (Path path : named) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
        throw Errors.pipe(path);
      }
      int before = found.inputs.size();
      String name = String.valueOf(path.getFileName());
      if (Files.isDirectory(path) && !reader.takes(path)) {
        found.walk(path, "", 0);
      } else {
        found.inputs.add(new Input(path, name));
      }
      if (found.inputs.size() == before) {
        throw Errors.nothingToRead(path, reader);
      }
    }
    return found.inputs;
  }

  private void walk(Path folder, String prefix, int depth) throws IOException {
    List<Path> children;
    try (Stream<Path> list = Files.list(folder)) {
      children = list.sorted().toList();
    }
    for (Path child : children) {
      String name = String.valueOf(child.getFileName());
      if (name.startsWith(".") || Files.isSymbolicLink(child)) {
        continue;
      }
      if (reader.takes(child)) {
        inputs.add(new Input(child, prefix + name));
      } else if (Files.isDirectory(child) && depth < MAX_DEPTH) {
        walk(child, prefix + name + "/", depth + 1);
      }
    }
  }
}
