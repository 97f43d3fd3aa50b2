package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A file read at any position, each block checked against its {@link BlockSums} when first read, so
 * that damage is noticed before it is used.
 *
 * <p>Memory: one page of sums and one bit per block (32 MiB for a TiB). Thread-safe; reads share no
 * position.
 */
public final class SummedFile implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final Path sidecar;
  private final FileChannel sums;
  private final long size;
  private final AtomicLongArray checked;
  private volatile LoadedPage page;

  private static final class LoadedPage {
    private final long number;
    private final byte[] bytes;

    LoadedPage(long number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }
  }

  private SummedFile(
      Path file, FileChannel channel, Path sidecar, FileChannel sums, long size, byte[] firstPage) {
    this.file = file;
    this.channel = channel;
    this.sidecar = sidecar;
    this.sums = sums;
    this.size = size;
    this.checked = new AtomicLongArray(Math.toIntExact((BlockSums.blockCount(size) + 63) / 64));
    this.page = new LoadedPage(0, firstPage);
  }

  /**
   * Opens a file and its sidecar; checks both sizes and the first page of sums.
   *
   * @throws CorruptReleaseException if one is missing or damaged
   */
  public static SummedFile open(Path file) throws IOException {
    FileChannel channel = channel(file);
    FileChannel sums = null;
    try {
      Path sidecar = BlockSums.sidecar(file);
      sums = channel(sidecar);
      long size = channel.size();
      if (sums.size() != BlockSums.sidecarSize(size)) {
        throw Errors.wrongSize(sidecar, BlockSums.sidecarSize(size), sums.size());
      }
      return new SummedFile(file, channel, sidecar, sums, size, loadPage(sums, sidecar, size, 0));
    } catch (IOException | RuntimeException e) {
      channel.close();
      if (sums != null) {
        sums.close();
      }
      throw e;
    }
  }

  /** Opens a file that a manifest names, and demands the size and the digest that it states. */
  public static SummedFile open(Path folder, ReleasedFile expected) throws IOException {
    Path path = folder.resolve(expected.name());
    if (Files.exists(path) && Files.size(path) != expected.size()) {
      throw Errors.wrongSize(path, expected.size(), Files.size(path));
    }
    SummedFile opened = open(path);
    if (!opened.sha256().equals(expected.sha256())) {
      opened.close();
      throw Errors.corrupt(
          BlockSums.sidecar(path),
          "sums of a file with SHA-256 " + opened.sha256() + ", expected " + expected.sha256());
    }
    return opened;
  }

  /** The file itself. */
  public Path path() {
    return file;
  }

  /** The file's size in bytes. */
  public long size() {
    return size;
  }

  /** The SHA-256 of the file as its sidecar states it; the bytes were not digested. */
  public String sha256() {
    return BlockSums.sha256Of(page.bytes);
  }

  /**
   * Reads bytes [at, at + length) as a little-endian buffer.
   *
   * @throws CorruptReleaseException if one of the blocks is damaged
   * @throws IndexOutOfBoundsException if the range is not inside the file
   */
  public ByteBuffer read(long at, int length) throws IOException {
    Objects.checkFromIndexSize(at, (long) length, size);
    if (length == 0) {
      return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
    }
    long firstBlock = at / BlockSums.BLOCK_SIZE;
    long lastBlock = (at + length - 1) / BlockSums.BLOCK_SIZE;
    long start = firstBlock * BlockSums.BLOCK_SIZE;
    int span = (int) (Math.min(size, (lastBlock + 1) * BlockSums.BLOCK_SIZE) - start);
    byte[] bytes = new byte[span];
    Disk.read(channel, file, start, bytes, span);
    for (long block = firstBlock; block <= lastBlock; block++) {
      check(block, bytes, (int) (block * BlockSums.BLOCK_SIZE - start));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, (int) (at - start), length);
    return buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void check(long block, byte[] bytes, int from) throws IOException {
    int word = (int) (block / Long.SIZE);
    long bit = 1L << block % Long.SIZE;
    if ((checked.get(word) & bit) != 0) {
      return;
    }
    int length = Math.min(BlockSums.BLOCK_SIZE, bytes.length - from);
    byte[] sumsPage = page(block / BlockSums.SUMS_PER_PAGE);
    int expected = BlockSums.sumAt(sumsPage, (int) (block % BlockSums.SUMS_PER_PAGE));
    if (BlockSums.sum(bytes, from, length) != expected) {
      throw Errors.damaged(file, block, "checksum mismatch");
    }
    checked.accumulateAndGet(word, bit, (all, one) -> all | one);
  }

  private byte[] page(long number) throws IOException {
    LoadedPage loaded = page;
    if (loaded.number != number) {
      loaded = new LoadedPage(number, loadPage(sums, sidecar, size, number));
      page = loaded;
    }
    return loaded.bytes;
  }

  private static byte[] loadPage(FileChannel sums, Path sidecar, long fileSize, long number)
      throws IOException {
    byte[] bytes = new byte[BlockSums.pageSize(fileSize, number)];
    Disk.read(sums, sidecar, number * BlockSums.BLOCK_SIZE, bytes, bytes.length);
    String problem = BlockSums.problemOf(bytes, number, fileSize);
    if (!problem.isEmpty()) {
      throw Errors.damaged(sidecar, number, problem);
    }
    return bytes;
  }

  private static FileChannel channel(Path path) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw Errors.missing(path);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      sums.close();
    }
  }
}
