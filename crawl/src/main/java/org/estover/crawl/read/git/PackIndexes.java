package org.estover.crawl.read.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at the indexes of packs before JGit does, which allocates what their first table says, so
 * that a file of a kilobyte could take all memory.
 */
final class PackIndexes {
  private static final int MAGIC = 0xff744f63;
  private static final int FAN_OUT = 256;

  /** What each object takes: a name of 20 bytes, a place, and since version 2 a checksum. */
  private static final int OLD_ENTRY = 24;

  private static final int ENTRY = 28;

  private PackIndexes() {}

  /** Whether every index can hold the objects that it counts. */
  static boolean areWhole(Path git) throws IOException {
    Path folder = git.resolve("objects/pack");
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> indexes = Files.newDirectoryStream(folder, "*.idx")) {
      for (Path index : indexes) {
        if (!isWhole(index)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isWhole(Path index) throws IOException {
    try (FileChannel channel = FileChannel.open(index)) {
      ByteBuffer head = ByteBuffer.allocate(2 * Integer.BYTES + FAN_OUT * Integer.BYTES);
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // Until all is read.
      }
      head.flip();
      boolean old = head.remaining() < Integer.BYTES || head.getInt(0) != MAGIC;
      head.position(old ? 0 : 2 * Integer.BYTES);
      if (head.remaining() < FAN_OUT * Integer.BYTES) {
        return false;
      }
      long count = 0;
      for (int i = 0; i < FAN_OUT; i++) {
        long next = head.getInt() & 0xffffffffL;
        if (next < count) {
          return false;
        }
        count = next;
      }
      return count <= channel.size() / (old ? OLD_ENTRY : ENTRY);
    }
  }
}
