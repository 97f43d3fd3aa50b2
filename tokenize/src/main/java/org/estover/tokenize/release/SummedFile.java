package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A file read at any position, each block checked against its {@link BlockSums} when first read, so
 * that damage is noticed before it is used.
 *
 * <p>Of a file on a server, the blocks of a read that are not in the place's {@link BlockCache} are
 * fetched in one request, at least {@value #WINDOW_BLOCKS} blocks at a time, and their sums in
 * another.
 *
 * <p>Memory: the pages of sums of the last read and, on a disk, the block that was checked last and
 * one bit per block (32 MiB for a TiB). Thread-safe; reads share no position.
 */
public final class SummedFile implements Closeable {
  private static final int WINDOW_BLOCKS = 8;

  private final ByteSource file;
  private final ByteSource sums;
  private final @Nullable BlockCache cache;
  private final AtomicLongArray checked;
  private final String sha256;
  private volatile Pages pages;
  private volatile Block last = new Block(-1, new byte[0]);

  /** A block that was checked; who reads on finds the next bytes in it. */
  private static final class Block {
    private final long number;
    private final byte[] bytes;

    Block(long number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }
  }

  /** Consecutive pages of sums. */
  private static final class Pages {
    private final long first;
    private final byte[][] bytes;

    Pages(long first, byte[][] bytes) {
      this.first = first;
      this.bytes = bytes;
    }

    boolean hold(long from, long to) {
      return from >= first && to < first + bytes.length;
    }

    byte[] page(long number) {
      return bytes[(int) (number - first)];
    }
  }

  private SummedFile(
      ByteSource file, ByteSource sums, @Nullable BlockCache cache, String sha256, Pages pages) {
    this.file = file;
    this.sums = sums;
    this.cache = cache;
    long words = cache == null ? (BlockSums.blockCount(file.size()) + 63) / 64 : 0;
    this.checked = new AtomicLongArray(Math.toIntExact(words));
    this.sha256 = sha256;
    this.pages = pages;
  }

  /**
   * Opens a file and its sidecar; checks both sizes and the first page of sums.
   *
   * @throws CorruptReleaseException if one is missing or damaged
   */
  public static SummedFile open(Path file) throws IOException {
    ByteSource source = FileSource.open(file);
    try {
      ByteSource sums = FileSource.open(BlockSums.sidecar(file));
      return of(source, sums, source.size(), "", null);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Opens a file that a manifest names, and demands the size and the digest that it states. */
  public static SummedFile open(ReleasePlace place, ReleasedFile expected) throws IOException {
    return open(place, expected.name(), expected.size(), expected.sha256());
  }

  /** Opens a file of a size and a digest. */
  public static SummedFile open(ReleasePlace place, String name, long size, String sha256)
      throws IOException {
    ByteSource source = place.open(name, size);
    try {
      // Its size is checked below, by a message that names the sidecar.
      String sidecar = BlockSums.sidecarName(name);
      ByteSource sums =
          place instanceof FolderPlace folder
              ? FileSource.open(folder.folder().resolve(sidecar))
              : place.open(sidecar, BlockSums.sidecarSize(size));
      return of(source, sums, size, sha256, place.cache());
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Opens a file of a folder that a manifest names. */
  public static SummedFile open(Path folder, ReleasedFile expected) throws IOException {
    return open(ReleasePlace.of(folder), expected);
  }

  /**
   * Opens a file of which only its name is known; empty if it is not there.
   *
   * @param head how many bytes from its beginning will be read
   */
  public static Optional<SummedFile> find(ReleasePlace place, String name, int head)
      throws IOException {
    Optional<ByteSource> source = place.find(name, head);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    ByteSource found = source.get();
    try {
      String sidecar = BlockSums.sidecarName(name);
      ByteSource sums =
          place
              .find(sidecar, BlockSums.BLOCK_SIZE)
              .orElseThrow(() -> Errors.missing(place.nameOf(sidecar)));
      return Optional.of(of(found, sums, found.size(), "", place.cache()));
    } catch (IOException | RuntimeException e) {
      found.close();
      throw e;
    }
  }

  private static SummedFile of(
      ByteSource source, ByteSource sums, long size, String sha256, @Nullable BlockCache cache)
      throws IOException {
    try {
      if (sums.size() != BlockSums.sidecarSize(size)) {
        throw Errors.wrongSize(sums.name(), BlockSums.sidecarSize(size), sums.size());
      }
      if (cache != null && !sha256.isEmpty()) {
        return new SummedFile(source, sums, cache, sha256, new Pages(0, new byte[0][]));
      }
      // On a disk this costs nothing, and a release that was mixed up is told when it is opened.
      Pages first = loadPages(sums, size, 0, 0, sha256);
      String stated = BlockSums.sha256Of(first.page(0));
      return new SummedFile(source, sums, cache, stated, first);
    } catch (IOException | RuntimeException e) {
      sums.close();
      throw e;
    }
  }

  /** The file's path or address. */
  public String name() {
    return file.name();
  }

  /** The file's size in bytes. */
  public long size() {
    return file.size();
  }

  /** The SHA-256 of the file as its sidecar states it; the bytes were not digested. */
  public String sha256() {
    return sha256;
  }

  /**
   * Reads bytes [at, at + length) as a little-endian buffer.
   *
   * @throws CorruptReleaseException if one of the blocks is damaged
   * @throws IndexOutOfBoundsException if the range is not inside the file
   */
  public ByteBuffer read(long at, int length) throws IOException {
    Objects.checkFromIndexSize(at, (long) length, size());
    if (length == 0) {
      return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
    }
    long firstBlock = at / BlockSums.BLOCK_SIZE;
    long lastBlock = (at + length - 1) / BlockSums.BLOCK_SIZE;
    Block known = last;
    byte[] bytes;
    if (cache != null) {
      bytes = cached(cache, firstBlock, lastBlock);
    } else if (firstBlock == known.number && lastBlock == known.number) {
      bytes = known.bytes;
    } else if (areChecked(firstBlock, lastBlock)) {
      // Nothing is left to be checked, for which whole blocks are read.
      return ByteBuffer.wrap(file.read(at, length)).order(ByteOrder.LITTLE_ENDIAN);
    } else {
      bytes = local(firstBlock, lastBlock);
    }
    long start = firstBlock * BlockSums.BLOCK_SIZE;
    ByteBuffer buffer = ByteBuffer.wrap(bytes, (int) (at - start), length);
    return buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] local(long firstBlock, long lastBlock) throws IOException {
    byte[] bytes = blocks(firstBlock, lastBlock);
    for (long block = firstBlock; block <= lastBlock; block++) {
      if (!isChecked(block)) {
        long page = block / BlockSums.SUMS_PER_PAGE;
        check(block, bytes, firstBlock, pages(page, page).page(page));
        int word = (int) (block / Long.SIZE);
        checked.accumulateAndGet(word, 1L << block % Long.SIZE, (all, one) -> all | one);
      }
    }
    if (firstBlock == lastBlock) {
      last = new Block(firstBlock, bytes);
    }
    return bytes;
  }

  private boolean areChecked(long firstBlock, long lastBlock) {
    for (long block = firstBlock; block <= lastBlock; block++) {
      if (!isChecked(block)) {
        return false;
      }
    }
    return true;
  }

  private boolean isChecked(long block) {
    return (checked.get((int) (block / Long.SIZE)) >>> block % Long.SIZE & 1) != 0;
  }

  private byte[] cached(BlockCache cache, long firstBlock, long lastBlock) throws IOException {
    int count = (int) (lastBlock - firstBlock + 1);
    byte[][] parts = new byte[count][];
    long firstMissing = -1;
    long lastMissing = -1;
    for (long block = firstBlock; block <= lastBlock; block++) {
      byte @Nullable [] known = cache.block(name(), block);
      if (known == null) {
        firstMissing = firstMissing < 0 ? block : firstMissing;
        lastMissing = block;
      } else {
        parts[(int) (block - firstBlock)] = known;
      }
    }
    if (firstMissing >= 0) {
      fetch(cache, firstMissing, lastMissing, parts, firstBlock);
    }
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] bytes = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    return bytes;
  }

  private void fetch(BlockCache cache, long first, long last, byte[][] parts, long firstBlock)
      throws IOException {
    long from = first - first % WINDOW_BLOCKS;
    long window = last - last % WINDOW_BLOCKS + WINDOW_BLOCKS - 1;
    long to = Math.min(window, BlockSums.blockCount(size()) - 1);
    byte[] bytes = blocks(from, to);
    Pages sumsOfAll = pages(from / BlockSums.SUMS_PER_PAGE, to / BlockSums.SUMS_PER_PAGE);
    for (long block = from; block <= to; block++) {
      check(block, bytes, from, sumsOfAll.page(block / BlockSums.SUMS_PER_PAGE));
      int at = (int) ((block - from) * BlockSums.BLOCK_SIZE);
      byte[] one = new byte[Math.min(BlockSums.BLOCK_SIZE, bytes.length - at)];
      System.arraycopy(bytes, at, one, 0, one.length);
      cache.keep(name(), block, one);
      if (block >= first && block <= last) {
        parts[(int) (block - firstBlock)] = one;
      }
    }
  }

  private byte[] blocks(long first, long last) throws IOException {
    long start = first * BlockSums.BLOCK_SIZE;
    return file.read(start, (int) (Math.min(size(), (last + 1) * BlockSums.BLOCK_SIZE) - start));
  }

  private void check(long block, byte[] bytes, long firstBlock, byte[] page) throws IOException {
    int from = (int) ((block - firstBlock) * BlockSums.BLOCK_SIZE);
    int length = Math.min(BlockSums.BLOCK_SIZE, bytes.length - from);
    int expected = BlockSums.sumAt(page, (int) (block % BlockSums.SUMS_PER_PAGE));
    if (BlockSums.sum(bytes, from, length) != expected) {
      throw Errors.damaged(name(), block, "checksum mismatch");
    }
  }

  private Pages pages(long from, long to) throws IOException {
    Pages loaded = pages;
    if (!loaded.hold(from, to)) {
      loaded =
          cache == null ? loadPages(sums, size(), from, to, sha256) : cachedPages(cache, from, to);
      pages = loaded;
    }
    return loaded;
  }

  private Pages cachedPages(BlockCache cache, long from, long to) throws IOException {
    byte[][] known = new byte[(int) (to - from + 1)][];
    for (long number = from; number <= to; number++) {
      byte @Nullable [] page = cache.block(name(), -1 - number);
      if (page == null) {
        Pages loaded = loadPages(sums, size(), from, to, sha256);
        for (long n = from; n <= to; n++) {
          cache.keep(name(), -1 - n, loaded.page(n));
        }
        return loaded;
      }
      known[(int) (number - from)] = page;
    }
    return new Pages(from, known);
  }

  /** Reads and checks consecutive pages; of a file of a digest, unless that is empty. */
  private static Pages loadPages(
      ByteSource sums, long fileSize, long from, long to, String ofSha256) throws IOException {
    long start = from * BlockSums.BLOCK_SIZE;
    long end = to * BlockSums.BLOCK_SIZE + BlockSums.pageSize(fileSize, to);
    byte[] bytes = sums.read(start, (int) (end - start));
    byte[][] loaded = new byte[(int) (to - from + 1)][];
    for (long number = from; number <= to; number++) {
      byte[] page = new byte[BlockSums.pageSize(fileSize, number)];
      int at = (int) ((number - from) * BlockSums.BLOCK_SIZE);
      System.arraycopy(bytes, at, page, 0, page.length);
      String problem = BlockSums.problemOf(page, number, fileSize);
      if (!problem.isEmpty()) {
        throw Errors.damaged(sums.name(), number, problem);
      }
      if (!ofSha256.isEmpty() && !BlockSums.sha256Of(page).equals(ofSha256)) {
        throw Errors.corrupt(
            sums.name(),
            "sums of a file with SHA-256 " + BlockSums.sha256Of(page) + ", expected " + ofSha256);
      }
      loaded[(int) (number - from)] = page;
    }
    return new Pages(from, loaded);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      sums.close();
    }
  }
}
