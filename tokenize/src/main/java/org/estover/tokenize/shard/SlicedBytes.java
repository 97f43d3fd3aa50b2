package org.estover.tokenize.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads one run of bytes from the files that hold it. Reads are positional: any number of threads
 * may share it.
 */
final class SlicedBytes implements Closeable {
  /** Every token's size divides it. */
  private static final int PIECE_BYTES = 1 << 20;

  private final Slices slices;
  private final List<FileChannel> channels;

  private SlicedBytes(Slices slices, List<FileChannel> channels) {
    this.slices = slices;
    this.channels = channels;
  }

  /** Opens a file. */
  static SlicedBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SlicedBytes(Slices.whole(file, channel.size()), List.of(channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens a {@code .bin}, or else its slices. */
  static SlicedBytes openBin(Path bin) throws IOException {
    Slices slices = Slices.find(bin);
    List<FileChannel> channels = new ArrayList<>();
    try {
      for (Path file : slices.files()) {
        channels.add(FileChannel.open(file, StandardOpenOption.READ));
      }
      return new SlicedBytes(slices, channels);
    } catch (IOException e) {
      for (FileChannel channel : channels) {
        channel.close();
      }
      throw e;
    }
  }

  /** The files in order. */
  List<Path> files() {
    return slices.files();
  }

  /** Bytes of all files. */
  long size() {
    return slices.size();
  }

  /** Reads bytes [{@code at}, {@code at + count}). */
  void read(long at, byte[] into, int from, int count) throws IOException {
    Objects.checkFromIndexSize(at, (long) count, size());
    for (int done = 0; done < count; ) {
      int file = slices.fileOf(at + done);
      long place = slices.placeOf(at + done);
      int part = (int) Math.min(count - done, slices.sizeOf(file) - place);
      readFully(file, place, ByteBuffer.wrap(into, from + done, part));
      done += part;
    }
  }

  /** Reads a few bytes as a little-endian buffer. */
  ByteBuffer read(long at, int count) throws IOException {
    byte[] bytes = new byte[count];
    read(at, bytes, 0, count);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Hands out bytes [{@code from}, {@code to}) in pieces that cut no token. */
  void deliver(long from, long to, TokenItems.TokenSink sink) throws IOException {
    byte[] bytes = new byte[(int) Math.min(PIECE_BYTES, Math.max(0, to - from))];
    for (long at = from; at < to; at += bytes.length) {
      int part = (int) Math.min(bytes.length, to - at);
      read(at, bytes, 0, part);
      sink.tokens(bytes, 0, part);
    }
  }

  private void readFully(int file, long place, ByteBuffer buffer) throws IOException {
    int start = buffer.position();
    int wanted = buffer.remaining();
    while (buffer.hasRemaining()) {
      long at = place + buffer.position() - start;
      if (channels.get(file).read(buffer, at) < 0) {
        throw Errors.corrupt(
            slices.files().get(file),
            at,
            (place + wanted) + " bytes or more",
            "the end of the file");
      }
    }
  }

  /** Damage at a byte, named with the file that holds it. */
  CorruptShardException corrupt(long at, String expected, String found) {
    Path file = slices.files().get(slices.fileOf(at));
    return Errors.corrupt(file, slices.placeOf(at), expected, found);
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
