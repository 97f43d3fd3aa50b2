package org.estover.jobs.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Files that a command writes: they get their names when all of them are whole. */
final class NewFiles implements Closeable {
  private final Map<Path, Path> unfinished = new LinkedHashMap<>();
  private final Thread remover = new Thread(this::remove, "estover-unfinished");

  NewFiles() {
    Runtime.getRuntime().addShutdownHook(remover);
  }

  /**
   * Where to write a file until it is whole.
   *
   * @throws UsageException if there is something of its name
   */
  Path create(Path target) throws IOException {
    if (Files.exists(target)) {
      throw Errors.exists(target);
    }
    Files.createDirectories(target.resolveSibling("."));
    Path file = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    unfinished.put(target, file);
    return file;
  }

  /** Gives the files that were written their names; returns these. */
  List<Path> commit() throws IOException {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<Path, Path> file : unfinished.entrySet()) {
      if (Files.exists(file.getValue())) {
        Files.move(file.getValue(), file.getKey(), StandardCopyOption.ATOMIC_MOVE);
        written.add(file.getKey());
      }
    }
    return written;
  }

  private void remove() {
    unfinished.values().forEach(NewFolder::remove);
  }

  @Override
  public void close() {
    remove();
    if (!Interruption.isUnderWay()) {
      Runtime.getRuntime().removeShutdownHook(remover);
    }
  }
}
