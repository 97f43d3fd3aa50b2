package org.estover.crawl.stream;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The decompressed bytes of a file, up to its end or its first damage.
 *
 * <p>The compression follows from the first bytes and not from the name. Damaged data never throws:
 * the feed ends there and {@link #damage} says where and why. Not thread-safe.
 */
public sealed interface ByteFeed extends Closeable
    permits GzipFeed, ZstdFeed, StreamFeed, PlainFeed {
  /** How many bytes tell the compression. */
  int MAGIC_SIZE = 4;

  /** Opens a file; gzip, bzip2, xz and zstd (also of many members or frames) are decompressed. */
  static ByteFeed open(Path file) throws IOException {
    if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      return openOnce(Files.newInputStream(file));
    }
    byte[] magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = in.readNBytes(MAGIC_SIZE);
    }
    if (GzipFeed.isMagic(magic)) {
      return new GzipFeed(FileChannel.open(file));
    }
    long size = Files.size(file);
    InputStream in = Files.newInputStream(file);
    return unpack(in, magic, size).orElseGet(() -> new PlainFeed(in, size));
  }

  /** Opens a pipe, of which no byte can be read a second time. */
  private static ByteFeed openOnce(InputStream pipe) throws IOException {
    PushbackInputStream in =
        new PushbackInputStream(pipe, MAGIC_SIZE) {
          @Override
          public int available() throws IOException {
            // Asked where a gzip member ends whether another follows; a pipe knows when it is read.
            int next = read();
            if (next < 0) {
              return 0;
            }
            unread(next);
            return 1;
          }
        };
    byte[] magic = in.readNBytes(MAGIC_SIZE);
    in.unread(magic);
    return isCompressed(magic) ? unpack(in, magic) : new PlainFeed(in, -1);
  }

  /** Whether something that begins with these four bytes is compressed in a known way. */
  static boolean isCompressed(byte[] first) {
    return GzipFeed.isMagic(first)
        || ZstdFeed.isMagic(first)
        || StreamFeed.isBzip2(first)
        || StreamFeed.isXz(first);
  }

  /**
   * Opens what lies compressed inside of something else.
   *
   * @param in throws only where the data cannot be had
   * @param first the four bytes that {@code in} begins with
   * @throws IllegalArgumentException if it is not compressed
   */
  static ByteFeed unpack(InputStream in, byte[] first) throws IOException {
    return GzipFeed.isMagic(first)
        ? StreamFeed.gzip(in, -1)
        : unpack(in, first, -1).orElseThrow(IllegalArgumentException::new);
  }

  private static Optional<ByteFeed> unpack(InputStream in, byte[] first, long size)
      throws IOException {
    if (ZstdFeed.isMagic(first)) {
      return Optional.of(ZstdFeed.open(new BufferedInputStream(in, 1 << 16), size));
    }
    if (StreamFeed.isBzip2(first)) {
      return Optional.of(StreamFeed.bzip2(in, size));
    }
    return StreamFeed.isXz(first) ? Optional.of(StreamFeed.xz(in, size)) : Optional.empty();
  }

  /**
   * Reads at least one byte, and never bytes of two gzip members at once.
   *
   * @return the number of bytes read, or -1 at the end or at damage
   * @throws IOException if the file cannot be read
   */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Returns the damage at which the feed ended, if it did. */
  Optional<Damage> damage();

  /**
   * Returns where in the file the gzip member begins that the last bytes came from; -1 without
   * members.
   */
  default long memberStart() {
    return -1;
  }

  /** Whether the file is not compressed, so that places in it and in the feed are the same. */
  default boolean isPlain() {
    return false;
  }

  /**
   * Returns the size of the file as it lies on the disk, in bytes; -1 of what has none, as a pipe.
   */
  long size() throws IOException;

  /**
   * Goes on behind the damage, at the next gzip member or bzip2 stream. Of bzip2 that is the next
   * one behind the place where the damage showed, which may be in a later stream where one is cut.
   *
   * @return whether there is one
   */
  default boolean resume() throws IOException {
    return false;
  }
}
