package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The {@link BlockSums} of a file some of whose bytes are shown otherwise than they are stored, as
 * those of documents that were taken down: sums of the bytes that are shown, on pages that name
 * size and SHA-256 of the stored file, which is what the manifest names. So blocks that were handed
 * out can be checked, and a SHA-256 over all of them tells that something is hidden.
 *
 * <p>A page costs the reading of the blocks on it that are shown otherwise; each must be as it was
 * stored, lest damage get a sum of its own. Memory: a page and a block. Not thread-safe.
 */
public final class ShownSums {
  private final Path file;
  private final FileChannel stored;
  private final FileChannel sums;
  private final long size;
  private final Shown shown;
  private final byte[] block = new byte[BlockSums.BLOCK_SIZE];

  /** What of a file is shown otherwise. */
  public interface Shown {
    /** Whether some of the bytes [from, to) are. */
    boolean touches(long from, long to);

    /** Puts what is shown over the first {@code count} bytes, which begin at a byte of the file. */
    void cover(byte[] bytes, int count, long at);
  }

  /**
   * The sums of a file.
   *
   * @param file for messages
   * @param stored the file, open
   * @param sums its sidecar, open
   */
  public ShownSums(Path file, FileChannel stored, FileChannel sums, Shown shown)
      throws IOException {
    this.file = file;
    this.stored = stored;
    this.sums = sums;
    this.size = stored.size();
    this.shown = shown;
  }

  /**
   * A page of the sidecar.
   *
   * @throws CorruptReleaseException if a page or a block that it is made of is damaged
   */
  public byte[] page(long number) throws IOException {
    byte[] page = new byte[BlockSums.pageSize(size, number)];
    Path sidecar = BlockSums.sidecar(file);
    Disk.read(sums, sidecar, number * BlockSums.BLOCK_SIZE, page, page.length);
    String problem = BlockSums.problemOf(page, number, size);
    if (!problem.isEmpty()) {
      throw Errors.damaged(sidecar.toString(), number, problem);
    }
    ByteBuffer buffer = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < BlockSums.sumsOnPage(size, number); i++) {
      long at = (number * BlockSums.SUMS_PER_PAGE + i) * BlockSums.BLOCK_SIZE;
      int length = (int) Math.min(BlockSums.BLOCK_SIZE, size - at);
      if (shown.touches(at, at + length)) {
        Disk.read(stored, file, at, block, length);
        if (BlockSums.sum(block, 0, length) != BlockSums.sumAt(page, i)) {
          throw Errors.damaged(file.toString(), at / BlockSums.BLOCK_SIZE, "checksum mismatch");
        }
        shown.cover(block, length, at);
        buffer.putInt(BlockSums.HEADER_SIZE + i * Integer.BYTES, BlockSums.sum(block, 0, length));
      }
    }
    int body = page.length - Integer.BYTES;
    buffer.putInt(body, BlockSums.sum(page, 0, body));
    return page;
  }
}
