package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.order.NeoxSettings.Packing;
import org.estover.tokenize.order.NeoxSettings.Version;
import org.estover.tokenize.order.reference.PeerIndexes;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.npy.NpyFile;
import org.estover.tokenize.shard.npy.NpyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NeoxOrderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void arraysAndTokensAreThoseOfTheSlowWay(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 8; round++) {
      RandomData data = new RandomData(random, 2 + random.nextInt(60), 1 + random.nextInt(90));
      int length = 2 + random.nextInt(40);
      long orderSeed = random.nextLong(1L << 32);
      int epochs = 1 + random.nextInt(3);
      NeoxSettings settings =
          random.nextBoolean()
              ? NeoxSettings.samples(length, orderSeed, random.nextInt(300))
              : NeoxSettings.epochs(length, orderSeed, epochs);
      int first = random.nextInt(2) == 0 ? 0 : random.nextInt(data.documents().size() - 1);
      DocumentRange range = new DocumentRange(first, data.documents().size());
      NeoxOrder order = NeoxOrder.of(data.sizes(), range, settings);
      PeerIndexes.Arrays expected =
          PeerIndexes.neox(
              data.sizes(),
              first,
              (int) range.end(),
              length,
              settings.samples(),
              settings.epochs(),
              orderSeed);
      assertArrays(order, expected, NpyType.INT32, NpyType.UINT32);
      assertThat(order.length()).isEqualTo(expected.shuffle().size() - 1);

      Path prefix = folder.resolve("data");
      data.write(prefix);
      try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
        for (int i = 0; i < order.samples(); i++) {
          List<Integer> tokens =
              PeerIndexes.tokens(data.documents(), expected, expected.shuffle().get(i), 1);
          assertThat(order.tokens(reader, i)).containsExactly(ints(tokens)).hasSize(length + 1);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void wholeDocumentsArePackedAsTheSlowWayDoes(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 8; round++) {
      int length = 8 + random.nextInt(40);
      RandomData data = new RandomData(random, 3 + random.nextInt(60), length + 1);
      int count = 2 + random.nextInt(data.documents().size() - 1);
      int samples = 1 + random.nextInt(100);
      long orderSeed = random.nextLong(1L << 32);
      boolean chopped = random.nextBoolean();
      NeoxSettings settings =
          NeoxSettings.samples(length, orderSeed, samples)
              .with(Packing.PACK_UNTIL_OVERFLOW, chopped);
      // GPT-NeoX numbers the documents of any split from 0.
      DocumentRange range =
          new DocumentRange(data.documents().size() - count, data.documents().size());
      NeoxOrder order = NeoxOrder.of(data.sizes(), range, settings);
      assertArrays(
          order,
          PeerIndexes.untilOverflow(data.sizes(), count, length, samples, orderSeed, chopped),
          NpyType.INT64,
          NpyType.INT64);
    }
  }

  @Test
  void anIndexBehindTheEndIsTakenModuloTheLength() throws OrderException {
    NeoxOrder order =
        NeoxOrder.of(new int[] {100}, new DocumentRange(0, 1), NeoxSettings.samples(9, 1, 10));
    assertThat(order.samples()).isEqualTo(11);
    assertThat(order.length()).isEqualTo(10);
    assertThat(order.spans(10)).isNotEqualTo(order.spans(0));
    assertThat(order.spans(11)).isEqualTo(order.spans(1));
    assertThat(order.spans(20)).isEqualTo(order.spans(0));
  }

  @Test
  void aSingleSampleHasTheLengthZero() throws OrderException {
    NeoxOrder order =
        NeoxOrder.of(new int[] {11}, new DocumentRange(0, 1), NeoxSettings.epochs(10, 1, 1));
    assertThat(order.samples()).isEqualTo(1);
    assertThat(order.length()).isZero();
    assertThat(order.spans(0)).containsExactly(new TokenSpan(0, 0, 11));
    assertThatThrownBy(() -> order.spans(1)).isInstanceOf(OrderException.class);
  }

  @Test
  void theLastPackedSampleCannotBeReadAndBecomesTheFirst() throws OrderException {
    int[] sizes = {4, 4, 4, 4, 4};
    int replaced = 0;
    int endless = 0;
    for (long seed = 0; seed < 20; seed++) {
      NeoxOrder order =
          NeoxOrder.of(
              sizes,
              new DocumentRange(0, 5),
              NeoxSettings.samples(7, seed, 6).with(Packing.PACK_UNTIL_OVERFLOW, true));
      List<List<TokenSpan>> spans = new ArrayList<>();
      try {
        for (int i = 0; i < 6; i++) {
          spans.add(order.spans(i));
        }
        assertThat(spans.stream().filter(spans.get(0)::equals)).hasSizeGreaterThan(1);
        replaced++;
      } catch (OrderException e) {
        assertThat(e).hasMessageContaining("RecursionError");
        endless++;
      }
      // Two documents of 4 fill the 8 tokens, and one more of the next sample follows.
      for (List<TokenSpan> sample : spans) {
        assertThat(sample).hasSize(3);
        assertThat(sample.get(2).to()).isEqualTo(1);
      }
    }
    assertThat(replaced).isPositive();
    assertThat(endless).isPositive();
  }

  @Test
  void unpackedSamplesAreDocumentsInTheirOrder() throws IOException {
    RandomData data = new RandomData(new SplittableRandom(5), 12, 20);
    Path prefix = folder.resolve("unpacked");
    data.write(prefix);
    int[] sizes = data.sizes();
    NeoxOrder order =
        NeoxOrder.of(
            sizes,
            data.all(),
            NeoxSettings.samples(10, 3, 30).with(Packing.UNPACKED, false),
            document -> document == 0);
    List<Path> files = order.write(prefix, "train");
    List<Integer> documents = RandomData.array(files.get(0));
    int[] fitting = java.util.stream.IntStream.range(1, 12).filter(d -> sizes[d] <= 11).toArray();
    assertThat(documents).hasSize(31);
    for (int i = 0; i < 31; i++) {
      assertThat(documents.get(i)).isEqualTo(fitting[i % fitting.length]);
    }
    assertThat(files.get(0))
        .hasFileName("unpacked_train_indexmap_30ns_10sl_3s_unpackedpi_doc_idx.npy");
    List<Integer> shuffle = RandomData.array(files.get(2));
    assertThat(order.spans(0).get(0).document())
        .isIn(documents.get(shuffle.get(0)), documents.get(shuffle.get(0) + 1));
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      assertThat(order.tokens(reader, 4)).hasSize(11);
    }
  }

  @Test
  void cachesHaveThePeersNames() {
    NeoxSettings samples = NeoxSettings.samples(2048, 1234, 147_164_160);
    assertThat(samples.cacheName("train_0"))
        .isEqualTo("_train_0_indexmap_147164160ns_2048sl_1234s_packedpi_ac");
    assertThat(samples.as(Version.V1_0).cacheName("train_0"))
        .isEqualTo("_train_0_indexmap_147164160ns_2048sl_1234s");
    assertThat(NeoxSettings.epochs(64, 1, 2).cacheName("valid"))
        .isEqualTo("_valid_indexmap_Nonens_64sl_1s_packedpi_ac");
    assertThat(samples.with(Packing.PACK_UNTIL_OVERFLOW, false).cacheName("test"))
        .isEqualTo("_test_indexmap_147164160ns_2048sl_1234s_pack_until_overflowpi");
  }

  @Test
  void rowsBecomeWideWhereGptNeoxMakesThemSo() {
    long limit = (1L << 30) - 2;
    assertThat(NeoxOrder.rowType(Version.HEAD, limit * 2048 + 1, 2048)).isEqualTo(NpyType.INT32);
    assertThat(NeoxOrder.rowType(Version.HEAD, (limit + 1) * 2048 + 1, 2048))
        .isEqualTo(NpyType.INT64);
    assertThat(NeoxOrder.rowType(Version.V1_0, (limit + 1) * 2048 + 1, 2048))
        .isEqualTo(NpyType.INT32);
  }

  @Test
  void whatGptNeoxCannotBuildIsAnErrorThatSaysWhy() {
    DocumentRange all = new DocumentRange(0, 2);
    NeoxSettings usual = NeoxSettings.samples(4, 1, 3);
    assertThatThrownBy(() -> NeoxOrder.of(new int[] {0, 1}, all, usual))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("hold 1 tokens, expected 2 or more");
    assertThatThrownBy(() -> NeoxOrder.of(new int[] {9}, all, usual))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("documents 0 to 2 of a data set that has 1");
    assertThatThrownBy(() -> NeoxOrder.of(new int[] {9, 9}, all, NeoxSettings.samples(1, 1, 3)))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("from 2 to");
    assertThatThrownBy(
            () -> NeoxOrder.of(new int[] {9, 9}, all, NeoxSettings.samples(4, 1, 1L << 50)))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("holds at most");
    assertThatThrownBy(
            () ->
                NeoxOrder.of(new int[] {9, 9}, all, usual.with(Packing.PACK_UNTIL_OVERFLOW, false)))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("every document is skipped");
    assertThatThrownBy(
            () ->
                NeoxOrder.of(new int[] {9, 9}, all, usual.with(Packing.UNPACKED, true), d -> true))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("every document is skipped");
    assertThatThrownBy(() -> new NeoxSettings(Version.HEAD, Packing.PACKED, true, 4, 1, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** GPT-NeoX does not wrap where it skips, so this depends on the shuffle. */
  @Test
  void aDocumentTooLongAtTheEndOfAPassFailsAsInGptNeox() {
    int[] sizes = {3, 99};
    int failed = 0;
    for (long seed = 0; seed < 10; seed++) {
      NeoxSettings settings =
          NeoxSettings.samples(4, seed, 200).with(Packing.PACK_UNTIL_OVERFLOW, false);
      try {
        NeoxOrder.of(sizes, new DocumentRange(0, 2), settings);
      } catch (OrderException e) {
        assertThat(e).hasMessageContaining("IndexError");
        failed++;
      }
    }
    assertThat(failed).isEqualTo(10);
  }

  private void assertArrays(
      NeoxOrder order, PeerIndexes.Arrays expected, NpyType documentType, NpyType shuffleType)
      throws IOException {
    List<Path> files = order.write(folder.resolve("data"), "train");
    assertThat(RandomData.array(files.get(0))).isEqualTo(expected.documents());
    assertThat(RandomData.array(files.get(1))).isEqualTo(expected.rows());
    assertThat(RandomData.array(files.get(2))).isEqualTo(expected.shuffle());
    assertThat(NpyFile.open(files.get(0)).type()).isEqualTo(documentType);
    assertThat(NpyFile.open(files.get(1)).shape())
        .isEqualTo(new long[] {expected.rows().size() / 2, 2});
    assertThat(NpyFile.open(files.get(2)).type()).isEqualTo(shuffleType);
  }

  private static int[] ints(List<Integer> values) {
    return Arrays.stream(values.toArray(Integer[]::new)).mapToInt(Integer::intValue).toArray();
  }
}
