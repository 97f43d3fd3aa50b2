package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The ends in a {@code .ds.index}: a u64 each. Thread-safe; keeps the part that was read last. */
final class IndexEnds implements Ends {
  private static final int WINDOW_ITEMS = 8192;

  private final Path file;
  private final SlicedBytes bytes;
  private @Nullable ByteBuffer window;
  private long windowStart;

  private IndexEnds(Path file, SlicedBytes bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static IndexEnds open(Path file) throws IOException {
    SlicedBytes bytes = SlicedBytes.open(file);
    if (bytes.size() % Long.BYTES != 0) {
      bytes.close();
      throw Errors.corrupt(
          file, bytes.size(), "a multiple of " + Long.BYTES + " bytes", bytes.size() + " bytes");
    }
    return new IndexEnds(file, bytes);
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public long count() {
    return bytes.size() / Long.BYTES;
  }

  @Override
  public synchronized long end(long item) throws IOException {
    ByteBuffer known = window;
    long start = item - item % WINDOW_ITEMS;
    if (known == null || start != windowStart) {
      int items = (int) Math.min(WINDOW_ITEMS, count() - start);
      known = bytes.read(start * Long.BYTES, items * Long.BYTES);
      window = known;
      windowStart = start;
    }
    return known.getLong((int) (item - start) * Long.BYTES);
  }

  @Override
  public long offset(long item) {
    return item * Long.BYTES;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
