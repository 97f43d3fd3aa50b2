package org.estover.crawl.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The end record of a zip file, read for one question: can its directory hold the entries that it
 * counts?
 *
 * <p>{@link java.util.zip.ZipFile} allocates by the 64-bit count before it looks at a single entry,
 * so that a file of 100 bytes takes all memory. The 16-bit count cannot.
 */
public final class ZipEnd {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int END64_SIZE = 56;
  private static final int COUNT_IN_END64 = 32;
  private static final int DIRECTORY_ENTRY_SIZE = 46;
  private static final int TAIL = END_SIZE + 0xffff + LOCATOR_SIZE;

  private ZipEnd() {}

  /**
   * Returns whether the file is too small for its count, wherever in its tail the end record is.
   */
  public static boolean countsTooMany(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      ByteBuffer tail = read(channel, Math.max(0, size - TAIL), (int) Math.min(size, TAIL));
      for (int at = LOCATOR_SIZE; at <= tail.limit() - END_SIZE; at++) {
        int locator = at - LOCATOR_SIZE;
        if (tail.getInt(at) == END && tail.getInt(locator) == LOCATOR) {
          long end64 = tail.getLong(locator + 8);
          if (end64 >= 0 && end64 <= size - END64_SIZE) {
            long count = read(channel, end64, END64_SIZE).getLong(COUNT_IN_END64);
            if (count < 0 || count > size / DIRECTORY_ENTRY_SIZE) {
              return true;
            }
          }
        }
      }
      return false;
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }
}
