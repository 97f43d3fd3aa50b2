package org.estover.tokenize.shard.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A {@code .npy} file of integers, mapped into memory.
 *
 * <p>Opening checks the header and the file's size, whatever its length; elements are read when
 * they are asked for, so an array may have any number of them. The file must not change while it is
 * in use. Immutable; any number of threads may share it.
 */
public final class NpyFile {
  /** Every element size divides it, so that no element lies in two parts. */
  private static final long PART_SIZE = 1L << 30;

  private static final int HEADER_SIZE_LIMIT = 1 << 16;

  private final NpyHeader header;
  private final long count;
  private final ByteBuffer[] parts;

  private NpyFile(NpyHeader header, long count, ByteBuffer[] parts) {
    this.header = header;
    this.count = count;
    this.parts = parts;
  }

  /**
   * Maps a file.
   *
   * @throws CorruptNpyException if header or size contradict the format
   */
  public static NpyFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      NpyHeader header = header(channel, file);
      long count = count(header, file);
      long size = count * header.type().bytes();
      if (channel.size() - header.dataStart() != size) {
        throw Errors.corrupt(
            file,
            Math.min(channel.size(), header.dataStart() + size),
            (header.dataStart() + size) + " bytes, of which " + count + " elements",
            channel.size() + " bytes");
      }
      ByteBuffer[] parts = new ByteBuffer[Math.toIntExact((size + PART_SIZE - 1) / PART_SIZE)];
      for (int i = 0; i < parts.length; i++) {
        long start = i * PART_SIZE;
        parts[i] =
            channel
                .map(
                    FileChannel.MapMode.READ_ONLY,
                    header.dataStart() + start,
                    Math.min(PART_SIZE, size - start))
                .order(ByteOrder.LITTLE_ENDIAN);
      }
      return new NpyFile(header, count, parts);
    }
  }

  /** Writes an array of any shape that has as many elements as {@code values}. */
  public static void write(Path file, NpyType type, int[] values, long... shape)
      throws IOException {
    try (NpyWriter writer = NpyWriter.create(file, type, shape)) {
      writer.write(values, 0, values.length);
      writer.finish();
    }
  }

  /** The type of the elements. */
  public NpyType type() {
    return header.type();
  }

  /** The lengths along each index; empty for a single element. */
  public long[] shape() {
    return header.shape().clone();
  }

  /** The number of elements. */
  public long count() {
    return count;
  }

  /**
   * Reads an element by its place in C order; unsigned types give values of 0 and more.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= index < count()}
   */
  public long element(long index) {
    Objects.checkIndex(index, count);
    long at = index * header.type().bytes();
    ByteBuffer part = parts[(int) (at / PART_SIZE)];
    int place = (int) (at % PART_SIZE);
    return switch (header.type()) {
      case UINT8 -> part.get(place) & 0xFF;
      case UINT16 -> part.getShort(place) & 0xFFFF;
      case INT16 -> part.getShort(place);
      case UINT32 -> part.getInt(place) & 0xFFFF_FFFFL;
      case INT32 -> part.getInt(place);
      case INT64 -> part.getLong(place);
    };
  }

  /**
   * Reads elements [{@code start}, {@code start + into.length}).
   *
   * @throws ArithmeticException if one of them is no {@code int}
   */
  public void read(long start, int[] into) {
    Objects.checkFromIndexSize(start, (long) into.length, count);
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.toIntExact(element(start + i));
    }
  }

  private static NpyHeader header(FileChannel channel, Path file) throws IOException {
    byte[] preamble = read(channel, file, 0, NpyHeader.PREAMBLE_SIZE);
    int lengthSize = NpyHeader.lengthSize(file, preamble);
    byte[] length = read(channel, file, NpyHeader.PREAMBLE_SIZE, lengthSize);
    long textSize = 0;
    for (int i = length.length - 1; i >= 0; i--) {
      textSize = textSize * 256 + (length[i] & 0xFF);
    }
    if (textSize > HEADER_SIZE_LIMIT) {
      throw Errors.corrupt(
          file,
          NpyHeader.PREAMBLE_SIZE,
          "a header of at most " + HEADER_SIZE_LIMIT + " bytes",
          textSize + " bytes");
    }
    int textStart = NpyHeader.PREAMBLE_SIZE + lengthSize;
    byte[] text = read(channel, file, textStart, (int) textSize);
    return NpyHeader.parse(file, textStart, new String(text, StandardCharsets.ISO_8859_1));
  }

  private static long count(NpyHeader header, Path file) throws CorruptNpyException {
    // A shape that no file can hold is damage, and must not overflow into one that it can.
    double size = header.type().bytes();
    for (long length : header.shape()) {
      size *= (double) length;
    }
    if (size > 0x1p62) {
      throw Errors.corrupt(file, NpyHeader.PREAMBLE_SIZE, "a shape below 2^62 bytes", "more");
    }
    return NpyHeader.count(header.shape());
  }

  private static byte[] read(FileChannel channel, Path file, long at, int size) throws IOException {
    byte[] bytes = new byte[size];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        long end = at + buffer.position();
        throw Errors.corrupt(file, end, (at + size) + " bytes or more", "the end of the file");
      }
    }
    return bytes;
  }
}
