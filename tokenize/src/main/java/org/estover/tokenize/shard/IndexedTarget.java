package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes items into a {@code .bin}/{@code .idx} pair, one sequence and one document each, byte for
 * byte as {@link IndexedDatasetWriter} does; the {@code .bin} may be sliced as Pythia's is.
 *
 * <p>With a release's training sequences as items this is Pythia's preshuffled layout: item i is
 * what position i of the order reads, L+1 tokens, and step s of B sequences reads the items [Bs,
 * B(s+1)).
 *
 * <p>Each item has its place in the two files from the start: 16 bytes of the index follow from its
 * size and the tokens before it. Memory is a few buffers.
 */
public final class IndexedTarget implements ItemTarget {
  private static final int CHUNK_ITEMS = 8192;

  private final Path prefix;
  private final long sliceSize;

  /**
   * Makes the target {@code prefix.bin}, {@code prefix.idx}.
   *
   * @param sliceSize bytes of each slice of the {@code .bin}; 0 leaves it whole
   */
  public IndexedTarget(Path prefix, long sliceSize) {
    if (sliceSize < 0) {
      throw new IllegalArgumentException("slices of " + sliceSize + " bytes");
    }
    this.prefix = prefix;
    this.sliceSize = sliceSize;
  }

  @Override
  public void prepare(TokenItems items) throws IOException {
    SlicedOutput.make(bin(items));
    SlicedOutput.make(idx(items));
  }

  @Override
  public String write(TokenItems items, ItemRange range) throws IOException {
    SlicedOutput.copyTokens(items, range, bin(items));
    try (SlicedOutput idx = SlicedOutput.open(idx(items))) {
      writeEntries(items, range, idx);
      idx.force();
    }
    return "";
  }

  private static void writeEntries(TokenItems items, ItemRange range, SlicedOutput idx)
      throws IOException {
    long count = items.itemCount();
    int[] sizes = new int[CHUNK_ITEMS];
    long pointer = items.itemStart(range.from()) * items.width().bytes();
    for (long first = range.from(); first < range.to(); first += CHUNK_ITEMS) {
      int part = (int) Math.min(CHUNK_ITEMS, range.to() - first);
      items.sizes(first, sizes, part);
      ByteBuffer sizeBytes = little(part * Integer.BYTES);
      ByteBuffer pointers = little(part * Long.BYTES);
      ByteBuffer documents = little(part * Long.BYTES);
      for (int i = 0; i < part; i++) {
        sizeBytes.putInt(sizes[i]);
        pointers.putLong(pointer);
        documents.putLong(first + i + 1);
        pointer += (long) sizes[i] * items.width().bytes();
      }
      idx.write(ShardFormat.sizeAt(first), sizeBytes);
      idx.write(ShardFormat.pointerAt(count, first), pointers);
      idx.write(ShardFormat.documentAt(count, first + 1), documents);
    }
  }

  @Override
  public List<Path> finish(TokenItems items, List<String> written) throws IOException {
    long count = items.itemCount();
    try (SlicedOutput idx = SlicedOutput.open(idx(items))) {
      ByteBuffer header = little(ShardFormat.HEADER_SIZE);
      header.put(ShardFormat.magic()).putLong(ShardFormat.VERSION);
      header.put((byte) items.width().code()).putLong(count).putLong(count + 1);
      idx.write(0, header);
      idx.write(ShardFormat.documentAt(count, 0), little(Long.BYTES).putLong(0));
      idx.force();
    }
    SlicedOutput.publish(bin(items));
    SlicedOutput.publish(idx(items));
    List<Path> files = new ArrayList<>(bin(items).files());
    files.addAll(idx(items).files());
    return List.copyOf(files);
  }

  @Override
  public void discard(TokenItems items) throws IOException {
    SlicedOutput.discard(bin(items));
    SlicedOutput.discard(idx(items));
  }

  private Slices bin(TokenItems items) throws IOException {
    return Slices.ofTokens(items, ShardFormat.bin(prefix), sliceSize);
  }

  private Slices idx(TokenItems items) {
    long count = items.itemCount();
    return Slices.whole(ShardFormat.idx(prefix), ShardFormat.documentAt(count, count + 1));
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
