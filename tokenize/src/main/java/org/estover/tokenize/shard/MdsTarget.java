package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes items as MosaicML's MDS: a folder of {@code shard.00000.mds} and so on and {@code
 * index.json}, byte for byte as streaming's {@code MDSWriter} writes samples of one column
 * "tokens", with SHA-256 as its hash.
 *
 * <pre>
 * Shard  --> N, Offset^(N+1), Config, Sample^N                  u32; offsets from the file's start
 * Config --> JSON of what is the same for all shards            as Python's json.dumps, keys sorted
 * Sample --> [ Size (u32) ], Tokens                             Size where the length differs
 * </pre>
 *
 * <p>Quirk: streaming hands samples out in this order only with {@code shuffle=False} and {@code
 * num_canonical_nodes=1}, and then in turn to ranks and workers.
 *
 * <p>A shard ends before the sample that would pass the limit. Other than there, a sample that
 * passes it alone has a shard of its own, without an empty one before it.
 *
 * <p>{@link #cut} reads the size of every item once, since a shard begins where the one before
 * ends; each shard is a range, and is made in memory.
 */
public final class MdsTarget implements ItemTarget {
  /** The largest limit we take; a shard is made in memory. */
  public static final long LARGEST_LIMIT = 1L << 30;

  static final String INDEX = "index.json";
  static final int VERSION = 2;
  static final String COLUMN = "tokens";

  private static final int CHUNK_ITEMS = 8192;
  private static final long LARGEST_SHARD = Integer.MAX_VALUE - 8L;

  private final Path folder;
  private final long sizeLimit;
  private final int rowTokens;
  private final @Nullable MdsCompression compression;

  /**
   * Makes the target {@code folder}.
   *
   * @param rowTokens the tokens of every item; 0 where they differ
   * @param compression null for none
   */
  public MdsTarget(
      Path folder, long sizeLimit, int rowTokens, @Nullable MdsCompression compression) {
    if (sizeLimit <= 0 || sizeLimit > LARGEST_LIMIT || rowTokens < 0) {
      throw new IllegalArgumentException(
          "shards of "
              + sizeLimit
              + " bytes: expected 1 to "
              + LARGEST_LIMIT
              + "; rows of "
              + rowTokens
              + " tokens");
    }
    this.folder = folder;
    this.sizeLimit = sizeLimit;
    this.rowTokens = rowTokens;
    this.compression = compression;
  }

  private MdsEncoding encoding(TokenItems items) {
    return MdsEncoding.of(items.width(), rowTokens);
  }

  private SortedMap<String, @Nullable Object> config(TokenItems items) {
    MdsEncoding encoding = encoding(items);
    SortedMap<String, @Nullable Object> config = new TreeMap<>();
    config.put("column_encodings", List.of(encoding.text()));
    config.put("column_names", List.of(COLUMN));
    config.put(
        "column_sizes", Collections.singletonList(rowTokens == 0 ? null : encoding.fixedSize()));
    config.put("compression", compression == null ? null : compression.name());
    config.put("format", "mds");
    config.put("hashes", List.of(MdsHashes.OURS));
    config.put("size_limit", sizeLimit);
    config.put("version", VERSION);
    return config;
  }

  private byte[] configBytes(TokenItems items) {
    return PythonText.json(config(items)).getBytes(StandardCharsets.US_ASCII);
  }

  /** The bytes of a sample. */
  private long sampleSize(MdsEncoding encoding, long item, int tokens) throws UnfitItemException {
    if (tokens == 0 || (rowTokens > 0 && tokens != rowTokens)) {
      throw Errors.noSample(item, tokens, rowTokens);
    }
    return (rowTokens > 0 ? 0 : Integer.BYTES) + encoding.size(tokens);
  }

  @Override
  public List<ItemRange> cut(TokenItems items) throws IOException {
    MdsEncoding encoding = encoding(items);
    long empty = 2L * Integer.BYTES + configBytes(items).length;
    List<ItemRange> ranges = new ArrayList<>();
    int[] sizes = new int[CHUNK_ITEMS];
    long from = 0;
    long shard = empty;
    for (long first = 0; first < items.itemCount(); first += CHUNK_ITEMS) {
      int part = (int) Math.min(CHUNK_ITEMS, items.itemCount() - first);
      items.sizes(first, sizes, part);
      for (int i = 0; i < part; i++) {
        long item = first + i;
        long sample = sampleSize(encoding, item, sizes[i]) + Integer.BYTES;
        if (shard + sample > sizeLimit && item > from) {
          ranges.add(new ItemRange(ranges.size(), from, item));
          from = item;
          shard = empty;
        }
        shard += sample;
        if (shard > LARGEST_SHARD) {
          throw Errors.sampleTooLarge(item, sample);
        }
      }
    }
    if (items.itemCount() > from) {
      ranges.add(new ItemRange(ranges.size(), from, items.itemCount()));
    }
    return List.copyOf(ranges);
  }

  @Override
  public void prepare(TokenItems items) throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public String write(TokenItems items, ItemRange range) throws IOException {
    byte[] shard = shard(items, range);
    String name = String.format(Locale.ROOT, "shard.%05d.mds", range.number());
    SortedMap<String, @Nullable Object> entry = config(items);
    entry.put("samples", range.to() - range.from());
    entry.put("raw_data", file(name, shard));
    entry.put("zip_data", null);
    if (compression == null) {
      SlicedOutput.place(folder.resolve(name), shard);
    } else {
      String zipName = name + "." + compression.extension();
      byte[] zip = compression.compress(shard);
      entry.put("zip_data", file(zipName, zip));
      SlicedOutput.place(folder.resolve(zipName), zip);
    }
    return PythonText.json(entry);
  }

  private static SortedMap<String, Object> file(String name, byte[] bytes) {
    SortedMap<String, Object> file = new TreeMap<>();
    file.put("basename", name);
    file.put("bytes", bytes.length);
    file.put("hashes", new TreeMap<>(Map.of(MdsHashes.OURS, MdsHashes.ofOurs(bytes))));
    return file;
  }

  private byte[] shard(TokenItems items, ItemRange range) throws IOException {
    MdsEncoding encoding = encoding(items);
    byte[] config = configBytes(items);
    int count = Math.toIntExact(range.to() - range.from());
    int[] sizes = new int[count];
    items.sizes(range.from(), sizes, count);
    long[] offsets = new long[count + 1];
    offsets[0] = (2L + count) * Integer.BYTES + config.length;
    for (int i = 0; i < count; i++) {
      offsets[i + 1] = offsets[i] + sampleSize(encoding, range.from() + i, sizes[i]);
    }
    byte[] shard = new byte[Math.toIntExact(offsets[count])];
    ByteBuffer head = ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN).putInt(count);
    for (long offset : offsets) {
      head.putInt((int) offset);
    }
    head.put(config);
    Filler filler = new Filler(encoding, sizes, offsets, shard);
    items.tokens(range.from(), range.to(), filler::take);
    return shard;
  }

  /** Puts tokens as they come into the samples of a shard. */
  private static final class Filler {
    private final MdsEncoding encoding;
    private final int[] sizes;
    private final long[] offsets;
    private final byte[] shard;
    private int sample = -1;
    private int at;

    Filler(MdsEncoding encoding, int[] sizes, long[] offsets, byte[] shard) {
      this.encoding = encoding;
      this.sizes = sizes;
      this.offsets = offsets;
      this.shard = shard;
    }

    void take(byte[] bytes, int from, int size) {
      for (int done = 0; done < size; ) {
        if (sample < 0 || at == offsets[sample + 1]) {
          next();
        }
        int part = (int) Math.min(size - done, offsets[sample + 1] - at);
        System.arraycopy(bytes, from + done, shard, at, part);
        at += part;
        done += part;
      }
    }

    private void next() {
      sample++;
      at = (int) offsets[sample];
      if (encoding.fixedTokens() == 0) {
        int size = (int) encoding.size(sizes[sample]);
        ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN).putInt(at, size);
        at += Integer.BYTES;
      }
      at = encoding.putHead(sizes[sample], shard, at);
    }
  }

  @Override
  public List<Path> finish(TokenItems items, List<String> written) throws IOException {
    String index =
        "{\"shards\": [" + String.join(", ", written) + "], \"version\": " + VERSION + "}";
    SlicedOutput.place(folder.resolve(INDEX), index.getBytes(StandardCharsets.US_ASCII));
    List<Path> files = new ArrayList<>(shards());
    files.add(folder.resolve(INDEX));
    return List.copyOf(files);
  }

  @Override
  public void discard(TokenItems items) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path shard : shards()) {
      Files.delete(shard);
    }
    try (Stream<Path> left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  private List<Path> shards() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> String.valueOf(file.getFileName()).startsWith("shard."))
          .sorted()
          .toList();
    }
  }
}
