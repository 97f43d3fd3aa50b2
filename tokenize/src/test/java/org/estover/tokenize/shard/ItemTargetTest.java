package org.estover.tokenize.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.estover.tokenize.shard.reference.LiteralFormats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ItemTargetTest {
  private static final List<Object> LOCKS = Stream.generate(Object::new).limit(64).toList();

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void indexedFilesAreThoseOfTheWriter(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayItems items = ArrayItems.random(random, 0, 90);
    Path prefix = folder.resolve("ranges");
    writeByMany(new IndexedTarget(prefix, 0), items, random);

    Path expected = folder.resolve("writer");
    IndexedDatasetTest.write(expected, items.width(), items.list().stream().map(List::of).toList());
    assertThat(ShardFormat.bin(prefix)).hasSameBinaryContentAs(ShardFormat.bin(expected));
    assertThat(ShardFormat.idx(prefix)).hasSameBinaryContentAs(ShardFormat.idx(expected));
    assertThat(names()).containsExactly("ranges.bin", "ranges.idx", "writer.bin", "writer.idx");
    readsBack(IndexedDatasetReader.open(prefix), items);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void slicesAreThoseThatPythiasToolCuts(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayItems items = ArrayItems.random(random, 1, 90);
    long bytes = items.tokenCount() * items.width().bytes();
    // Also where the size divides exactly, and where a slice cuts a token.
    long sliceSize = seed % 3 == 0 ? bytes : 1 + random.nextInt((int) bytes);
    Path whole = folder.resolve("whole/document");
    Files.createDirectories(whole.resolveSibling("."));
    OneWorker.write(new IndexedTarget(whole, 0), items);
    Path sliced = folder.resolve("sliced/document");
    Files.createDirectories(sliced.resolveSibling("."));
    writeByMany(new IndexedTarget(sliced, sliceSize), items, random);

    byte[] bin = Files.readAllBytes(ShardFormat.bin(whole));
    Map<String, byte[]> expected = LiteralFormats.slices("document", bin, (int) sliceSize);
    for (Map.Entry<String, byte[]> slice : expected.entrySet()) {
      assertThat(sliced.resolveSibling(slice.getKey())).hasBinaryContent(slice.getValue());
    }
    assertThat(folder.resolve("sliced").toFile().list()).hasSize(expected.size() + 1);
    readsBack(IndexedDatasetReader.open(sliced), items);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void datatrovesFilesAreThoseOfItsWriter(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayItems items = ArrayItems.random(random, 0, 90);
    Path file = folder.resolve("train.ds");
    writeByMany(new DatatroveTarget(file, "gpt2"), items, random);

    assertThat(file).hasBinaryContent(LiteralFormats.tokens(items.list(), items.width().bytes()));
    assertThat(folder.resolve("train.ds.index"))
        .hasBinaryContent(LiteralFormats.ends(items.list()));
    assertThat(folder.resolve("train.ds.metadata"))
        .content()
        .startsWith("gpt2|" + items.width().bytes() + "\n" + items.tokenCount() + "\n");
    assertThat(names()).hasSize(3);
    readsBack(FlatTokensReader.datatrove(file), items);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void olmosFilesAreBareTokensAndPackedLines(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayItems items = ArrayItems.random(random, 0, 90);
    Path file = folder.resolve("part-0.npy");
    writeByMany(new OlmoTarget(file, "gpt2", 0), items, random);

    assertThat(file).hasBinaryContent(LiteralFormats.tokens(items.list(), items.width().bytes()));
    try (GZIPInputStream lines =
        new GZIPInputStream(Files.newInputStream(folder.resolve("part-0.csv.gz")))) {
      assertThat(new String(lines.readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo(LiteralFormats.lines(items.list()));
    }
    assertThat(names()).containsExactly("part-0.csv.gz", "part-0.npy");
    readsBack(FlatTokensReader.olmo(file), items);
  }

  @Test
  void maxTextsIndexIsLaidOutAsItsOwnCodeDoes() throws IOException {
    List<int[]> list = List.of(new int[] {1, 2, 3}, new int[] {4, 5, 6, 7, 8});
    Path file = folder.resolve("part-0.npy");
    List<Path> files =
        OneWorker.write(
            new OlmoTarget(file, "gpt\"2", 3), new ArrayItems(TokenWidth.UINT16, list, 2));
    assertThat(files).contains(folder.resolve("part-0.json"));
    // As OlmoNpyIndex.save of MaxText's olmo_data.py lays it out.
    assertThat(folder.resolve("part-0.json"))
        .hasContent(
            """
            {
              "format_version": "1",
              "sequence_length": 3,
              "dtype": "uint16",
              "tokenizer": "gpt\\"2",
              "total_instances": 2,
              "total_tokens": 8,
              "fingerprint": "sha256:b0182186e4f123b1d6b82a854eaae0d0bdba6ea88c269e2a7f710c7825319d1a",
              "files": [
                {
                  "path": "part-0.npy",
                  "label": "",
                  "n_tokens": 8,
                  "n_instances": 2,
                  "instance_offset": 0
                }
              ]
            }""");
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void mdsIsThatOfStreamingsWriter(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    boolean rows = random.nextBoolean();
    int length = 1 + random.nextInt(40);
    ArrayItems items =
        rows
            ? ArrayItems.random(random, length, length)
            : ArrayItems.random(random, 1, random.nextBoolean() ? 300 : 70_000);
    long limit = 300L + random.nextInt(2000);
    Path mds = folder.resolve("mds");
    writeByMany(new MdsTarget(mds, limit, rows ? length : 0, null), items, random);

    Map<String, byte[]> expected =
        LiteralFormats.mds(items.list(), items.width().bytes(), rows ? length : 0, limit);
    assertThat(mds.toFile().list()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (Map.Entry<String, byte[]> file : expected.entrySet()) {
      assertThat(mds.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
    readsBack(MdsReader.open(mds, null), items);
  }

  /**
   * Recorded from MDSWriter of streaming 0.14.0.dev0 (89e7bb90); an index has all shards' digests.
   */
  @ParameterizedTest
  @CsvSource({
    "variable,2000,bd0feccbeaad5cf9695646694888f5dba23d9d60e880283e33a083e9f616647c",
    "rows,2000,d7d0b4a7b9968b39ce287612938ea76b8627b5f8a11fd7d7136ce9623d34e10e",
    "long,67108864,6113659025d154063bc2e79e386028c16a74349d62dc49bca0d25c7490e888c6",
  })
  void mdsIsThatOfStreamingItself(String kind, long limit, String sha256) throws Exception {
    int[] lengths =
        switch (kind) {
          case "variable" -> IntStream.range(0, 60).map(i -> 1 + i * 37 % 90).toArray();
          case "rows" -> IntStream.range(0, 60).map(i -> 33).toArray();
          default -> new int[] {300, 70_000, 255, 256, 65_535, 65_536};
        };
    List<int[]> items = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      int number = i;
      items.add(
          IntStream.range(0, lengths[i]).map(j -> (number * 1000 + j * 7) % 50_000).toArray());
    }
    boolean rows = kind.equals("rows");
    TokenWidth width = rows ? TokenWidth.INT32 : TokenWidth.UINT16;
    Path mds = folder.resolve("mds");
    OneWorker.write(
        new MdsTarget(mds, limit, rows ? 33 : 0, null), new ArrayItems(width, items, 100));
    byte[] index = Files.readAllBytes(mds.resolve("index.json"));
    assertThat(MdsHashes.ofOurs(index)).isEqualTo(sha256);
    try (MdsReader reader = MdsReader.open(mds, null)) {
      reader.verify();
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void compressedShardsHoldTheSame(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayItems items = ArrayItems.random(random, 1, 300);
    Path mds = folder.resolve("mds");
    writeByMany(new MdsTarget(mds, 1000, 0, new Deflated()), items, random);
    assertThat(mds.toFile().list())
        .contains("shard.00000.mds.zz")
        .doesNotContain("shard.00000.mds");
    readsBack(MdsReader.open(mds, new Deflated()), items);
    assertThatThrownBy(() -> MdsReader.open(mds, null))
        .isInstanceOf(CorruptShardException.class)
        .hasMessageContaining("shard.00000.mds.zz:0: expected")
        .hasMessageContaining("found zz; write the data set again without compression");
  }

  @Test
  void mdsHoldsNoEmptyItem() {
    ArrayItems items = new ArrayItems(TokenWidth.UINT16, List.of(new int[] {1}, new int[0]), 5);
    assertThatThrownBy(
            () -> OneWorker.write(new MdsTarget(folder.resolve("mds"), 1000, 0, null), items))
        .isInstanceOf(UnfitItemException.class)
        .hasMessageContaining("item 1 has 0 tokens");
    assertThatThrownBy(
            () -> OneWorker.write(new MdsTarget(folder.resolve("mds"), 1000, 2, null), items))
        .hasMessageContaining("item 0 has 1 tokens, and MDS holds rows of 2 here");
  }

  @Test
  void whatIsDiscardedLeavesNothing() throws IOException {
    ArrayItems items = ArrayItems.random(new SplittableRandom(7), 1, 20);
    for (ItemTarget target : targets(folder, 0)) {
      target.prepare(items);
      target.write(items, target.cut(items).get(0));
      assertThat(names()).isNotEmpty();
      target.discard(items);
      assertThat(names()).as(target.getClass().getSimpleName()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void partsOfItemsAreItems(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayItems items = ArrayItems.random(random, 0, 30);
    int from = random.nextInt(items.list().size());
    int to = from + random.nextInt(items.list().size() + 1 - from);
    List<int[]> part = items.list().subList(from, to);
    TokenItems slice = ItemSlice.of(items, from, to);
    OneWorker.write(new IndexedTarget(folder.resolve("slice"), 0), slice);
    readsBack(
        IndexedDatasetReader.open(folder.resolve("slice")), new ArrayItems(items.width(), part, 9));
    assertThatThrownBy(() -> ItemSlice.of(items, 0, items.itemCount() + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void theFirstItemThatDiffersIsFound(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayItems items = ArrayItems.random(random, 1, 30);
    assertThat(ItemDifference.find(items, items)).isEmpty();
    int changed = random.nextInt(items.list().size());
    List<int[]> other = new ArrayList<>(items.list());
    int[] tokens = other.get(changed).clone();
    int at = random.nextInt(tokens.length);
    tokens[at] ^= 1;
    other.set(changed, tokens);
    ItemDifference found =
        ItemDifference.find(items, new ArrayItems(items.width(), other, 11)).orElseThrow();
    assertThat(found.item()).isEqualTo(changed);
    assertThat(found.token()).isEqualTo(at);
    other.set(changed, Arrays.copyOf(items.list().get(changed), tokens.length + 1));
    assertThat(ItemDifference.find(items, new ArrayItems(items.width(), other, 11)))
        .contains(
            new ItemDifference(
                changed, tokens.length, tokens.length + " tokens and " + (tokens.length + 1)));
    List<int[]> fewer = items.list().subList(0, changed);
    assertThat(ItemDifference.find(items, new ArrayItems(items.width(), fewer, 11)))
        .contains(new ItemDifference(changed, -1, items.itemCount() + " items and " + changed));
  }

  @Test
  void theTypeOfTokensIsNoDifference() throws IOException {
    List<int[]> list = List.of(new int[] {1, 65_000, 3}, new int[] {4});
    assertThat(
            ItemDifference.find(
                new ArrayItems(TokenWidth.UINT16, list, 2),
                new ArrayItems(TokenWidth.INT32, list, 3)))
        .isEmpty();
  }

  @Test
  void countsForPeopleHaveThreeDigits() {
    assertThat(
            Stream.of(0L, 7L, 999L, 1000L, 12_345L, 299_892_736_000L, Long.MAX_VALUE)
                .map(DatatroveTarget::metric))
        .containsExactly("0.00 T", "7.00 T", "999 T", "1.00 kT", "12.3 kT", "300 GT", "9.22 ET");
  }

  static List<ItemTarget> targets(Path folder, long sliceSize) {
    return List.of(
        new IndexedTarget(folder.resolve("indexed"), sliceSize),
        new DatatroveTarget(folder.resolve("flat.ds"), "gpt2"),
        new OlmoTarget(folder.resolve("olmo.npy"), "gpt2", 4),
        new MdsTarget(folder.resolve("mds"), 1000, 0, null));
  }

  /** Writes ranges in any order, some twice, by four workers. */
  private static void writeByMany(ItemTarget target, TokenItems items, SplittableRandom random)
      throws Exception {
    List<ItemRange> ranges =
        target instanceof MdsTarget ? target.cut(items) : randomRanges(items, random);
    target.prepare(items);
    List<ItemRange> work = new ArrayList<>(ranges);
    work.addAll(ranges.subList(0, ranges.size() / 2));
    Collections.shuffle(work, new Random(random.nextLong()));
    Map<Integer, String> written = new TreeMap<>();
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> results = new ArrayList<>();
      for (ItemRange range : work) {
        results.add(workers.submit(() -> writeAlone(target, items, range)));
      }
      for (int i = 0; i < work.size(); i++) {
        String before = written.put(work.get(i).number(), results.get(i).get());
        assertThat(before).isIn(null, results.get(i).get());
      }
    } finally {
      workers.shutdown();
    }
    target.finish(items, List.copyOf(written.values()));
  }

  /** Two attempts of a range come one after the other, as Spark makes them. */
  private static String writeAlone(ItemTarget target, TokenItems items, ItemRange range)
      throws IOException {
    synchronized (LOCKS.get(range.number() % LOCKS.size())) {
      return target.write(items, range);
    }
  }

  private static List<ItemRange> randomRanges(TokenItems items, SplittableRandom random) {
    List<ItemRange> ranges = new ArrayList<>();
    long from = 0;
    while (from < items.itemCount()) {
      long to = Math.min(items.itemCount(), from + random.nextInt(9));
      ranges.add(new ItemRange(ranges.size(), from, to));
      from = to;
    }
    return ranges;
  }

  private static void readsBack(TokenItems reader, ArrayItems expected) throws IOException {
    try (reader) {
      reader.verify();
      assertThat(reader.itemCount()).isEqualTo(expected.itemCount());
      assertThat(reader.tokenCount()).isEqualTo(expected.tokenCount());
      if (expected.tokenCount() > 0) {
        assertThat(reader.width()).isEqualTo(expected.width());
      }
      int count = (int) expected.itemCount();
      for (int i = count; i >= 0; i--) {
        assertThat(reader.itemStart(i)).isEqualTo(expected.itemStart(i));
        if (i < count) {
          assertThat(reader.item(i)).isEqualTo(expected.list().get(i));
        }
      }
      assertThat(ItemDifference.find(reader, expected)).isEmpty();
      assertThatThrownBy(() -> reader.itemStart(count + 1L))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
