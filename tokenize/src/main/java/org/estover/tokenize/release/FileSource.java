package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on a disk. */
final class FileSource implements ByteSource {
  private final Path file;
  private final FileChannel channel;
  private final long size;

  private FileSource(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a file.
   *
   * @throws CorruptReleaseException if it is not there
   */
  static FileSource open(Path file) throws IOException {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new FileSource(file, channel, channel.size());
    } catch (NoSuchFileException e) {
      throw Errors.missing(file.toString());
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public byte[] read(long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    Disk.read(channel, file, at, bytes, length);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
