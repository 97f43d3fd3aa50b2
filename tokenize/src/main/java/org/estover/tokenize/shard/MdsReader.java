package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of a folder of MosaicML's MDS shards, raw or compressed, with any further
 * columns beside them. Items are samples.
 *
 * <p>Opening reads the index and checks that each shard has the size it states; each read checks
 * what it uses, {@link #verify()} every digest and size. Where arrays differ in length, {@link
 * #itemStart} and {@link #tokenCount} look once at all samples before. One shard is open at a time,
 * in memory if it is compressed. Thread-safe: calls wait for each other.
 */
public final class MdsReader implements TokenItems {
  private static final int CHUNK_ITEMS = 8192;

  private final Path folder;
  private final List<MdsShard> shards;
  private final long[] firstSample;
  private final long[] firstToken;
  private final @Nullable MdsCompression compression;
  private final MdsEncoding encoding;
  private final int column;
  private int knownTokens;
  private int openShard = -1;
  private @Nullable MdsSamples open;

  private MdsReader(
      Path folder, List<MdsShard> shards, @Nullable MdsCompression compression, int column) {
    this.folder = folder;
    this.shards = shards;
    this.compression = compression;
    this.column = column;
    encoding =
        shards.isEmpty()
            ? MdsEncoding.of(TokenWidth.UINT16, 0)
            : MdsEncoding.parse(shards.get(0).columns().get(column).encoding()).orElseThrow();
    firstSample = new long[shards.size() + 1];
    firstToken = new long[shards.size() + 1];
    for (int s = 0; s < shards.size(); s++) {
      firstSample[s + 1] = firstSample[s] + shards.get(s).samples();
    }
  }

  /**
   * Opens a folder.
   *
   * @param compression what reads compressed shards; null where there are none
   * @throws CorruptShardException if the index is damaged, names files that are not there or have
   *     other sizes, or has no column of tokens
   */
  public static MdsReader open(Path folder, @Nullable MdsCompression compression)
      throws IOException {
    Path index = folder.resolve(MdsTarget.INDEX);
    List<MdsShard> shards = MdsIndex.read(index);
    int column = shards.isEmpty() ? 0 : MdsSamples.tokenColumn(index, shards.get(0).columns());
    for (MdsShard shard : shards) {
      if (!shard.columns().equals(shards.get(0).columns())) {
        throw Errors.corrupt(
            index, 0, "the same columns in all shards", "others in " + shard.raw().basename());
      }
      check(folder, shard, compression);
    }
    return new MdsReader(folder, shards, compression, column);
  }

  private static void check(Path folder, MdsShard shard, @Nullable MdsCompression compression)
      throws IOException {
    Path file = folder.resolve(shard.stored().basename());
    if (!Files.isRegularFile(file)) {
      throw Errors.shardMissing(file);
    }
    long size = Files.size(file);
    long stated = shard.stored().bytes();
    if (size != stated) {
      throw Errors.corrupt(file, Math.min(size, stated), stated + " bytes", size + " bytes");
    }
    String method = shard.zip() == null ? "" : shard.compression().replaceAll(":.*", "");
    if (!method.isEmpty() && (compression == null || !method.equals(compression.extension()))) {
      throw Errors.unknownCompression(file, shard.compression());
    }
  }

  /** The files of all shards, then the index. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    shards.forEach(shard -> files.add(folder.resolve(shard.stored().basename())));
    files.add(folder.resolve(MdsTarget.INDEX));
    return List.copyOf(files);
  }

  @Override
  public TokenWidth width() {
    return encoding.width();
  }

  @Override
  public long itemCount() {
    return firstSample[shards.size()];
  }

  @Override
  public long tokenCount() throws IOException {
    return itemStart(itemCount());
  }

  @Override
  public synchronized long itemStart(long item) throws IOException {
    Objects.checkIndex(item, itemCount() + 1);
    if (encoding.fixedTokens() > 0) {
      return item * encoding.fixedTokens();
    }
    int shard = shardOf(item);
    for (; knownTokens < shard; knownTokens++) {
      firstToken[knownTokens + 1] =
          firstToken[knownTokens] + tokens(firstSample[knownTokens], firstSample[knownTokens + 1]);
    }
    return firstToken[shard] + tokens(firstSample[shard], item);
  }

  /** The tokens of samples [from, to) of one shard. */
  private long tokens(long from, long to) throws IOException {
    int[] sizes = new int[CHUNK_ITEMS];
    long tokens = 0;
    for (long first = from; first < to; first += CHUNK_ITEMS) {
      int part = (int) Math.min(CHUNK_ITEMS, to - first);
      sizes(first, sizes, part);
      for (int i = 0; i < part; i++) {
        tokens += sizes[i];
      }
    }
    return tokens;
  }

  /** The shard of an item; for the end of all items, the number of shards. */
  private int shardOf(long item) {
    int low = 0;
    int high = shards.size();
    // The last that begins at or before the item: a shard without samples begins with the next.
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstSample[middle] <= item) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public synchronized void sizes(long from, int[] into, int count) throws IOException {
    Objects.checkFromIndexSize(from, (long) count, itemCount());
    if (encoding.fixedTokens() > 0) {
      Arrays.fill(into, 0, count, encoding.fixedTokens());
      return;
    }
    for (int i = 0; i < count; i++) {
      into[i] = samplesOf(from + i).place(from + i - firstSample[openShard]).tokens();
    }
  }

  @Override
  public synchronized void tokens(long from, long to, TokenSink sink) throws IOException {
    Objects.checkFromToIndex(from, to, itemCount());
    for (long item = from; item < to; item++) {
      MdsSamples samples = samplesOf(item);
      MdsSamples.Place place = samples.place(item - firstSample[openShard]);
      long end = place.start() + (long) place.tokens() * width().bytes();
      samples.deliver(place.start(), end, sink);
    }
  }

  private MdsSamples samplesOf(long item) throws IOException {
    MdsSamples known = open;
    if (known != null && item >= firstSample[openShard] && item < firstSample[openShard + 1]) {
      return known;
    }
    return open(shardOf(item));
  }

  private MdsSamples open(int number) throws IOException {
    close();
    MdsShard shard = shards.get(number);
    Path file = folder.resolve(shard.stored().basename());
    MdsSamples samples =
        shard.zip() == null
            ? MdsSamples.onDisk(file, shard, encoding, column)
            : MdsSamples.inMemory(file, shard, encoding, column, unpack(file, shard));
    open = samples;
    openShard = number;
    samples.checkCount();
    return samples;
  }

  private byte[] unpack(Path file, MdsShard shard) throws IOException {
    if (compression == null || shard.raw().bytes() > Integer.MAX_VALUE - 8) {
      throw Errors.unknownCompression(file, shard.compression());
    }
    byte[] compressed = Files.readAllBytes(file);
    try {
      return compression.decompress(compressed, (int) shard.raw().bytes());
    } catch (IOException e) {
      throw Errors.corrupt(
          file, 0, shard.raw().bytes() + " bytes of " + shard.compression(), e.getMessage() + "");
    }
  }

  /**
   * Checks the digests of all shards and the sizes of all samples.
   *
   * @throws CorruptShardException at the first that is wrong
   */
  @Override
  public synchronized void verify() throws IOException {
    for (int s = 0; s < shards.size(); s++) {
      MdsShard.File zip = shards.get(s).zip();
      if (zip != null) {
        Path file = folder.resolve(zip.basename());
        byte[] bytes = Files.readAllBytes(file);
        var wrong = MdsHashes.mismatch(zip.hashes(), sink -> sink.tokens(bytes, 0, bytes.length));
        if (wrong.isPresent()) {
          throw Errors.corrupt(
              file, 0, "the digest that " + MdsTarget.INDEX + " states", wrong.get());
        }
      }
      open(s).verify();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (open != null) {
      open.close();
    }
    open = null;
    openShard = -1;
  }
}
