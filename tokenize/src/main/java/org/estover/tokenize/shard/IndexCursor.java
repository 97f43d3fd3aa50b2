package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads the little-endian integers of one part of an index, from front to back. */
final class IndexCursor {
  private static final int BUFFER_SIZE = 1 << 16;

  private final FileChannel channel;
  private final Path file;
  private long next;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  IndexCursor(FileChannel channel, Path file, long start) {
    this.channel = channel;
    this.file = file;
    this.next = start;
  }

  int nextInt() throws IOException {
    fill(Integer.BYTES);
    return buffer.getInt();
  }

  long nextLong() throws IOException {
    fill(Long.BYTES);
    return buffer.getLong();
  }

  private void fill(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    next -= buffer.remaining();
    int size = (int) Math.max(bytes, Math.min(BUFFER_SIZE, channel.size() - next));
    buffer = IndexedDatasetReader.read(channel, file, next, size);
    next += size;
  }
}
