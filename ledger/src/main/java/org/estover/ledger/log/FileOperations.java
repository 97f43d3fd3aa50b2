package org.estover.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The single steps by which files reach the disk; tests make any one of them fail. */
interface FileOperations {

  /** The steps of the real file system. */
  FileOperations DISK = new FileOperations() {};

  /** Creates a file, replacing a left-over of the same name. */
  default FileChannel create(Path file, boolean secret) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING),
        mode(secret ? "rw-------" : "rw-r--r--"));
  }

  /** Opens a file to lengthen it, creating it where there is none. */
  default FileChannel open(Path file, boolean secret) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        mode(secret ? "rw-------" : "rw-r--r--"));
  }

  default void truncate(FileChannel channel, long size) throws IOException {
    channel.truncate(size);
  }

  default void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  default void sync(FileChannel channel) throws IOException {
    channel.force(true);
  }

  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes names in a folder durable. */
  default void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  default void createFolder(Path folder, boolean secret) throws IOException {
    Files.createDirectory(folder, mode(secret ? "rwx------" : "rwxr-xr-x"));
  }

  default void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
