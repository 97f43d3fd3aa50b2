package org.estover.crawl.frontier;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keys in ascending order in a file, {@value UrlKey#BYTES} bytes each and nothing else, so that
 * they can be counted without being read.
 */
final class KeyFile implements Closeable {
  private static final int BUFFERED_KEYS = 4096;

  /** No keys. */
  static final KeyFile EMPTY = new KeyFile(null, Path.of("none"), 0);

  private final @Nullable FileChannel channel;
  private final Path file;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED_KEYS * UrlKey.BYTES).limit(0);
  private long read;

  private KeyFile(@Nullable FileChannel channel, Path file, long size) {
    this.channel = channel;
    this.file = file;
    this.size = size;
  }

  static KeyFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new KeyFile(channel, file, channel.size() / UrlKey.BYTES);
  }

  /** The number of keys in a file. */
  static long count(Path file) throws IOException {
    return Files.size(file) / UrlKey.BYTES;
  }

  /** The next key in order, or null behind the last. */
  @Nullable UrlKey next() throws IOException {
    if (!buffer.hasRemaining()) {
      if (read == size) {
        return null;
      }
      buffer.clear().limit((int) Math.min(BUFFERED_KEYS, size - read) * UrlKey.BYTES);
      fill(buffer, read * UrlKey.BYTES);
      read += buffer.limit() / UrlKey.BYTES;
    }
    return UrlKey.read(buffer);
  }

  private void fill(ByteBuffer target, long from) throws IOException {
    FileChannel open = Objects.requireNonNull(channel, "of no keys none is read");
    long at = from;
    while (target.hasRemaining()) {
      int count = open.read(target, at);
      if (count < 0) {
        throw Errors.cutShort(file, at);
      }
      at += count;
    }
    target.flip();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /** Writes a file of keys, which appears when it is whole. */
  static final class Writer implements Closeable {
    private final Path file;
    private final Path unfinished;
    private final OutputStream out;
    private final ByteBuffer one = ByteBuffer.allocate(UrlKey.BYTES);

    Writer(Path file) throws IOException {
      this.file = file;
      this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      this.out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
    }

    void write(UrlKey key) throws IOException {
      key.write(one.clear());
      out.write(one.array());
    }

    void commit() throws IOException {
      out.close();
      RecordFile.appear(unfinished, file);
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(unfinished);
    }
  }
}
