package org.estover.tokenize.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file written once from start to end, with its SHA-256. */
final class DigestingFile implements Closeable {
  private static final int BUFFER_SIZE = 1 << 16;

  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int used;
  private long size;

  DigestingFile(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  long size() {
    return size;
  }

  void write(byte[] bytes, int from, int count) throws IOException {
    int at = from;
    int left = count;
    while (left > 0) {
      if (used == buffer.length) {
        flush();
      }
      int part = Math.min(left, buffer.length - used);
      System.arraycopy(bytes, at, buffer, used, part);
      used += part;
      at += part;
      left -= part;
    }
    size += count;
  }

  void writeByte(int value) throws IOException {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = (byte) value;
    size++;
  }

  void writeInt(int value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      writeByte(value >>> shift);
    }
  }

  void writeLong(long value) throws IOException {
    for (int shift = 0; shift < 64; shift += 8) {
      writeByte((int) (value >>> shift));
    }
  }

  /** Flushes, waits until the bytes are on the disk, and returns the SHA-256 in hex. */
  String finish() throws IOException {
    flush();
    channel.force(true);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void flush() throws IOException {
    digest.update(buffer, 0, used);
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, used);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    used = 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
