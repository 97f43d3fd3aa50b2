package org.estover.ledger.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that are either there, whole and durable, or not there.
 *
 * <p>A file is written beside its place, synced, renamed into it, and its folder synced; or it is
 * lengthened in its place and synced. After the first step that fails nothing more is written: what
 * the disk holds is then unknown, and a later sync that succeeds would not prove otherwise. Not
 * thread-safe.
 */
public final class DurableFiles {

  /** The ending of files that are not in their place yet. */
  public static final String UNFINISHED = ".tmp";

  private final FileOperations operations;

  /** Folders whose own names were synced by this process. */
  private final Set<Path> named = new HashSet<>();

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
    publish(file, secret, out -> out.write(bytes));
  }

  /** The same for a file that is written piece by piece. */
  public void publish(Path file, boolean secret, Content content) throws IOException {
    attempt(
        () -> {
          Path folder = folderOf(file);
          makeFolders(folder, secret);
          Path unfinished = folder.resolve(file.getFileName() + UNFINISHED);
          try (FileChannel channel = operations.create(unfinished, secret)) {
            content.writeTo(bytes -> operations.write(channel, bytes));
            operations.sync(channel);
          }
          operations.rename(unfinished, file);
          operations.syncFolder(folder);
        });
  }

  /**
   * Writes content at a place in a file, which it ends then; returns when that is durable.
   *
   * <p>What stands before the place is not touched, so that whoever knows where it ends can read it
   * whatever becomes of this write.
   *
   * @param at size of the part that stays, at most the file's; 0 for a file that may be absent
   */
  public void append(Path file, long at, boolean secret, Content content) throws IOException {
    attempt(
        () -> {
          Path folder = folderOf(file);
          makeFolders(folder, secret);
          try (FileChannel channel = operations.open(file, secret)) {
            if (channel.size() < at) {
              throw Errors.tooShort(file, channel.size(), at);
            }
            if (channel.size() > at) {
              operations.truncate(channel, at);
            }
            channel.position(at);
            content.writeTo(bytes -> operations.write(channel, bytes));
            operations.sync(channel);
          }
          if (at == 0) {
            operations.syncFolder(folder);
          }
        });
  }

  /** Gives a folder its name, durably; one of that name must be empty or absent. */
  public void moveFolder(Path from, Path to) throws IOException {
    attempt(
        () -> {
          operations.rename(from, to);
          operations.syncFolder(folderOf(to));
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

  /**
   * Removes files that nobody needs; absent ones are fine. They may come back after a power cut, so
   * that this costs no sync.
   */
  public void discard(Iterable<Path> files) throws IOException {
    attempt(
        () -> {
          for (Path file : files) {
            operations.delete(file);
          }
        });
  }

  /**
   * Makes the names in folders durable as they are found: a process before this one may have died
   * between a rename and the sync that follows it, and who reads its files would take for recorded
   * what a power cut still undoes. Absent folders are fine.
   */
  public void syncFolders(Iterable<Path> folders) throws IOException {
    attempt(
        () -> {
          for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
              syncName(folder);
              operations.syncFolder(folder);
            }
          }
        });
  }

  /** Whether a step failed, so that nothing is written any more. */
  public boolean isStopped() {
    return failure != null;
  }

  private void makeFolders(Path folder, boolean secret) throws IOException {
    if (Files.isDirectory(folder)) {
      syncName(folder);
      return;
    }
    Path parent = folderOf(folder);
    makeFolders(parent, secret);
    operations.createFolder(folder, secret);
    operations.syncFolder(parent);
    named.add(folder);
  }

  /**
   * Makes the name of a folder durable that stood there before this process came: another may have
   * died between making it and syncing that. Names are synced from the top down, so those above it
   * are durable. A folder in which names cannot be read is none that this software has made one in.
   */
  private void syncName(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (!named.contains(folder) && parent != null && Files.isReadable(parent)) {
      operations.syncFolder(parent);
    }
    named.add(folder);
  }

  private void attempt(Steps steps) throws IOException {
    if (failure != null) {
      throw Errors.stopped(failure);
    }
    boolean done = false;
    try {
      steps.run();
      done = true;
    } catch (IOException e) {
      failure = e;
      throw Errors.writeFailed(e);
    } finally {
      // The JDK throws some errors of the system otherwise than it declares; see UnixException.
      if (!done && failure == null) {
        failure = Errors.brokenOff();
      }
    }
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw Errors.badField("file", file.toString(), "a path below a folder");
    }
    return parent;
  }

  /** What a file is made of. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Sink out) throws IOException;
  }

  /** Takes a file's bytes in order. */
  @FunctionalInterface
  public interface Sink {
    void write(byte[] bytes) throws IOException;
  }

  @FunctionalInterface
  private interface Steps {
    void run() throws IOException;
  }
}
