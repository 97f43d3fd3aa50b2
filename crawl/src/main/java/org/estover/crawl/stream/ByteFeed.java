package org.estover.crawl.stream;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The decompressed bytes of a file, up to its end or its first damage.
 *
 * <p>The compression follows from the first bytes and not from the name. Damaged data never throws:
 * the feed ends there and {@link #damage} says where and why. Not thread-safe.
 */
public sealed interface ByteFeed extends Closeable permits GzipFeed, ZstdFeed, PlainFeed {
  /** Opens a file; gzip (also of many members) and zstd (also of many frames) are decompressed. */
  static ByteFeed open(Path file) throws IOException {
    byte[] magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = in.readNBytes(4);
    }
    if (GzipFeed.isMagic(magic)) {
      return new GzipFeed(FileChannel.open(file));
    }
    long size = Files.size(file);
    InputStream in = Files.newInputStream(file);
    return ZstdFeed.isMagic(magic)
        ? ZstdFeed.open(new BufferedInputStream(in, 1 << 16), size)
        : new PlainFeed(in, size);
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
  long memberStart();

  /** Whether the file is not compressed, so that places in it and in the feed are the same. */
  boolean isPlain();

  /** Returns the size of the file as it lies on the disk, in bytes. */
  long size() throws IOException;

  /**
   * Goes on behind the damage, at the next gzip member.
   *
   * @return whether there is one
   */
  boolean resume() throws IOException;
}
