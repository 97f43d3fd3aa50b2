package org.estover.tokenize.reconstruct;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Little-endian numbers and bytes that are written into a file one after the other, buffered. */
final class LittleEndianOutput implements Closeable {
  private static final int BUFFER_SIZE = 1 << 16;

  private final OutputStream out;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long position;

  private LittleEndianOutput(OutputStream out, long position) {
    this.out = new BufferedOutputStream(out, BUFFER_SIZE);
    this.position = position;
  }

  /** Starts a file, whatever was there before. */
  static LittleEndianOutput create(Path file) throws IOException {
    return new LittleEndianOutput(Files.newOutputStream(file), 0);
  }

  /** Writes into a file that is there, from a position on; the bytes before it stay. */
  static LittleEndianOutput from(long position, Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    return new LittleEndianOutput(Channels.newOutputStream(channel.position(position)), position);
  }

  /** Where in the file the next byte comes. */
  long position() {
    return position;
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  void writeInt(int value) throws IOException {
    out.write(number.clear().putInt(value).array(), 0, Integer.BYTES);
    position += Integer.BYTES;
  }

  void writeLong(long value) throws IOException {
    out.write(number.clear().putLong(value).array());
    position += Long.BYTES;
  }

  /** Writes all that a file holds. */
  void copy(Path from) throws IOException {
    position += Files.copy(from, out);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
