package org.estover.ledger.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that are either there, whole and durable, or not there.
 *
 * <p>A file is written beside its place, synced, renamed into it, and its folder synced. After the
 * first step that fails nothing more is written: what the disk holds is then unknown, and a later
 * sync that succeeds would not prove otherwise. Not thread-safe.
 */
public final class DurableFiles {

  /** The ending of files that are not in their place yet. */
  public static final String UNFINISHED = ".tmp";

  private final FileOperations operations;
  private @Nullable IOException failure;

  DurableFiles(FileOperations operations) {
    this.operations = operations;
  }

  /** Files of the real file system. */
  public static DurableFiles onDisk() {
    return new DurableFiles(FileOperations.DISK);
  }

  /**
   * Puts a file into its place, making its folders; returns when it is durable.
   *
   * @param secret whether only the owner may read it
   */
  public void publish(Path file, byte[] bytes, boolean secret) throws IOException {
    attempt(
        () -> {
          Path folder = folderOf(file);
          makeFolders(folder, secret);
          Path unfinished = folder.resolve(file.getFileName() + UNFINISHED);
          try (FileChannel channel = operations.create(unfinished, secret)) {
            operations.write(channel, bytes);
            operations.sync(channel);
          }
          operations.rename(unfinished, file);
          operations.syncFolder(folder);
        });
  }

  /** Removes files of one folder, durably; absent ones are fine. */
  public void delete(Path folder, Iterable<Path> files) throws IOException {
    attempt(
        () -> {
          for (Path file : files) {
            operations.delete(file);
          }
          operations.syncFolder(folder);
        });
  }

  /** Whether a step failed, so that nothing is written any more. */
  public boolean isStopped() {
    return failure != null;
  }

  private void makeFolders(Path folder, boolean secret) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folderOf(folder);
    makeFolders(parent, secret);
    operations.createFolder(folder, secret);
    operations.syncFolder(parent);
  }

  private void attempt(Steps steps) throws IOException {
    if (failure != null) {
      throw Errors.stopped(failure);
    }
    try {
      steps.run();
    } catch (IOException e) {
      failure = e;
      throw Errors.writeFailed(e);
    }
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw Errors.badField("file", file.toString(), "a path below a folder");
    }
    return parent;
  }

  @FunctionalInterface
  private interface Steps {
    void run() throws IOException;
  }
}
