package org.estover.tokenize.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes one run of bytes of known size into its files, at any place, from any number of processes.
 * The files have their names with {@code .tmp} until {@link #publish}.
 */
final class SlicedOutput implements Closeable {
  private final Slices slices;
  private final Map<Integer, FileChannel> open = new HashMap<>();

  private SlicedOutput(Slices slices) {
    this.slices = slices;
  }

  /** Makes the unfinished files in their full size, empty of content; takes no disk for that. */
  static void make(Slices slices) throws IOException {
    for (int file = 0; file < slices.files().size(); file++) {
      try (FileChannel channel =
          FileChannel.open(
              unfinished(slices.files().get(file)),
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        if (slices.sizeOf(file) > 0) {
          writeFully(channel, slices.sizeOf(file) - 1, ByteBuffer.allocate(1));
        }
      }
    }
  }

  /** Opens files that were made. */
  static SlicedOutput open(Slices slices) {
    return new SlicedOutput(slices);
  }

  /** Copies the tokens of a range to their place among those of all items, and syncs them. */
  static void copyTokens(TokenItems items, ItemRange range, Slices to) throws IOException {
    try (SlicedOutput output = open(to)) {
      long[] at = {items.itemStart(range.from()) * items.width().bytes()};
      items.tokens(
          range.from(),
          range.to(),
          (bytes, from, size) -> {
            output.write(at[0], bytes, from, size);
            at[0] += size;
          });
      output.force();
    }
  }

  /** Gives the files their names. */
  static void publish(Slices slices) throws IOException {
    for (Path file : slices.files()) {
      Files.move(
          unfinished(file),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes a file that appears whole or not at all. */
  static void place(Path file, byte[] bytes) throws IOException {
    Slices whole = Slices.whole(file, bytes.length);
    make(whole);
    try (SlicedOutput output = open(whole)) {
      output.write(0, bytes, 0, bytes.length);
      output.force();
    }
    publish(whole);
  }

  /** Removes unfinished files. */
  static void discard(Slices slices) throws IOException {
    for (Path file : slices.files()) {
      Files.deleteIfExists(unfinished(file));
    }
  }

  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  void write(long at, byte[] bytes, int from, int count) throws IOException {
    Objects.checkFromIndexSize(at, (long) count, slices.size());
    for (int done = 0; done < count; ) {
      int file = slices.fileOf(at + done);
      long place = slices.placeOf(at + done);
      int part = (int) Math.min(count - done, slices.sizeOf(file) - place);
      writeFully(channel(file), place, ByteBuffer.wrap(bytes, from + done, part));
      done += part;
    }
  }

  /** Writes what was put into a buffer. */
  void write(long at, ByteBuffer bytes) throws IOException {
    write(at, bytes.array(), bytes.arrayOffset(), bytes.position());
  }

  private static void writeFully(FileChannel channel, long at, ByteBuffer buffer)
      throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position() - start);
    }
  }

  private FileChannel channel(int file) throws IOException {
    FileChannel channel = open.get(file);
    if (channel == null) {
      channel = FileChannel.open(unfinished(slices.files().get(file)), StandardOpenOption.WRITE);
      open.put(file, channel);
    }
    return channel;
  }

  /** Waits until all that was written is on the disk. */
  void force() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
    open.clear();
  }
}
