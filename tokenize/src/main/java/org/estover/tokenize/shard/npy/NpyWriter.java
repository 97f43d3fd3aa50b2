package org.estover.tokenize.shard.npy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes one array element by element, byte for byte as {@code numpy.save} does.
 *
 * <p>Elements come in C order, the last index fastest. The file appears under its name with {@link
 * #finish()} only; without it {@link #close()} leaves nothing. Memory is one buffer, whatever the
 * shape. Not thread-safe.
 */
public final class NpyWriter implements Closeable {
  private static final int BUFFER_SIZE = 1 << 16;

  private final Path file;
  private final Path unfinished;
  private final NpyType type;
  private final long count;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  private NpyWriter(Path file, NpyType type, long[] shape) throws IOException {
    this.file = file;
    this.type = type;
    count = NpyHeader.count(shape);
    unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    buffer.put(NpyHeader.bytes(type, shape));
  }

  /** Starts a file for an array of a type and shape; without lengths it holds one element. */
  public static NpyWriter create(Path file, NpyType type, long... shape) throws IOException {
    return new NpyWriter(file, type, shape);
  }

  /**
   * Appends an element.
   *
   * @throws IllegalArgumentException if it does not fit the type
   */
  public void write(long value) throws IOException {
    if (!type.holds(value)) {
      throw Errors.doesNotFit(value, type);
    }
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    switch (type) {
      case UINT8 -> buffer.put((byte) value);
      case UINT16, INT16 -> buffer.putShort((short) value);
      case UINT32, INT32 -> buffer.putInt((int) value);
      case INT64 -> buffer.putLong(value);
    }
    written++;
  }

  /** Appends {@code count} elements of an array. */
  public void write(int[] values, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, values.length);
    for (int i = from; i < from + count; i++) {
      write(values[i]);
    }
  }

  /** Completes the file and gives it its name, whatever was there before. */
  public void finish() throws IOException {
    if (written != count) {
      throw Errors.wrongCount(written, count);
    }
    flush();
    channel.force(true);
    channel.close();
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }
}
