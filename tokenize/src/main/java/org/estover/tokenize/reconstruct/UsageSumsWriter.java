package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SourceShare;

/**
 * Makes {@link UsageSums}: reads the place of every document part once per copy, in groups of
 * positions that are sorted by where they lie.
 *
 * <p>Memory: the shares, one group, and log2(blocks) nodes. The bytes depend on the release only.
 */
final class UsageSumsWriter {
  /** 64 positions a block: at most 126 are counted one by one, and the file stays small. */
  static final int SHIFT = 6;

  private static final int GROUP_BLOCKS = 1 << 10;

  private final Release release;
  private final PackedOrder order;
  private final List<SourceStream> streams;
  private final int shift;
  private final List<SourceShare> shares;
  private final Map<SourceShare, Integer> numbers = new HashMap<>();
  private final Map<String, int[]> numbersOfTable = new HashMap<>();
  private final ShareCounts.Adder adder;
  private final List<ShareCounts> levels = new ArrayList<>();

  private UsageSumsWriter(Release release, PackedOrder order, List<SourceStream> streams, int shift)
      throws IOException {
    this.release = release;
    this.order = order;
    this.streams = streams;
    this.shift = shift;
    this.shares = allShares(release);
    for (int number = 0; number < shares.size(); number++) {
      numbers.put(shares.get(number), number);
    }
    adder = new ShareCounts.Adder(shares.size());
  }

  /** Writes the sums into the folder of the release; what is there is replaced. */
  static void write(Release release, PackedOrder order, List<SourceStream> streams, int shift)
      throws IOException {
    new UsageSumsWriter(release, order, streams, shift).run();
  }

  private static List<SourceShare> allShares(Release release) throws IOException {
    TreeSet<SourceShare> all = new TreeSet<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (int number = 0; number < table.shareCount(); number++) {
          all.add(SourceShare.uncounted(table.share(number)));
        }
      }
    }
    return List.copyOf(all);
  }

  private void run() throws IOException {
    Path file = release.folder().resolve(UsageSums.NAME);
    Files.createDirectories(file.resolveSibling("."));
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Path starts = file.resolveSibling(file.getFileName() + ".starts.tmp");
    try (LittleEndianOutput out = LittleEndianOutput.create(unfinished)) {
      ByteBuffer header = ByteBuffer.allocate(UsageSums.HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
      DerivedHeader.put(header, UsageSums.magic(), UsageSums.VERSION, shift, release);
      out.write(header.putLong(order.length() >>> shift).array());
      try (LittleEndianOutput startsOut = LittleEndianOutput.create(starts)) {
        nodes(out, startsOut);
        startsOut.writeLong(out.position());
      }
      out.copy(starts);
      long sharesStart = out.position();
      for (SourceShare share : shares) {
        text(share.source(), out);
        text(share.license(), out);
        text(share.holder(), out);
      }
      out.writeLong(sharesStart);
      out.writeLong(shares.size());
      out.write(UsageSums.endMagic());
    } finally {
      Files.deleteIfExists(starts);
    }
    Derived.place(unfinished, file);
  }

  private void nodes(LittleEndianOutput out, LittleEndianOutput starts) throws IOException {
    long blocks = order.length() >>> shift;
    for (long first = 0; first < blocks; first += GROUP_BLOCKS) {
      int count = (int) Math.min(GROUP_BLOCKS, blocks - first);
      List<ShareCounts> group = group(first, count);
      for (int i = 0; i < count; i++) {
        starts.writeLong(out.position());
        out.write(node(first + i + 1, group.get(i)).toBytes());
      }
    }
  }

  /** Node n: its block and the nodes n-1, n-2, n-4, ... that it covers. */
  private ShareCounts node(long number, ShareCounts block) {
    int level = Long.numberOfTrailingZeros(number);
    adder.add(block);
    for (int below = 0; below < level; below++) {
      adder.add(levels.get(below));
    }
    ShareCounts node = adder.take();
    if (level == levels.size()) {
      levels.add(node);
    } else {
      levels.set(level, node);
    }
    return node;
  }

  private List<ShareCounts> group(long firstBlock, int count) throws IOException {
    TreeMap<Long, long[]> tokens = new TreeMap<>();
    long from = firstBlock << shift;
    long to = (firstBlock + count) << shift;
    OrderWalk.inPlaceOrder(
        order,
        from,
        to,
        (position, slot) ->
            streams
                .get(slot.sourceIndex())
                .parts(
                    slot.tokenStart(),
                    order.sequenceTokens(),
                    (table, row, place, at, part) -> {
                      long block = (position >>> shift) - firstBlock;
                      long key = block << Integer.SIZE | number(table, place.share());
                      tokens.computeIfAbsent(key, k -> new long[1])[0] += part;
                    }));
    List<ShareCounts> group = new ArrayList<>();
    for (long block = 0; block < count; block++) {
      tokens
          .subMap(block << Integer.SIZE, (block + 1) << Integer.SIZE)
          .forEach((key, sum) -> adder.add(key.intValue(), sum[0]));
      group.add(adder.take());
    }
    return group;
  }

  private int number(DocumentTable table, int share) throws IOException {
    int[] known = numbersOfTable.get(table.name());
    if (known == null) {
      known = new int[table.shareCount()];
      for (int i = 0; i < known.length; i++) {
        known[i] = numbers.getOrDefault(SourceShare.uncounted(table.share(i)), -1);
      }
      numbersOfTable.put(table.name(), known);
    }
    return known[share];
  }

  private static void text(String text, LittleEndianOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
