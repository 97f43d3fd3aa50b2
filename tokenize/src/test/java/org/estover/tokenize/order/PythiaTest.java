package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.ShardFormat;
import org.estover.tokenize.shard.TokenWidth;
import org.estover.tokenize.shard.npy.NpyFile;
import org.estover.tokenize.shard.npy.NpyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PythiaTest {
  @TempDir private Path folder;

  @Test
  void theNumbersAreThoseOfThePaper() {
    assertThat(Pythia.SEQUENCES).isEqualTo(146_432_000L);
    assertThat(Pythia.SEQUENCES * Pythia.SEQUENCE_TOKENS).isEqualTo(299_892_736_000L);
    assertThat(Pythia.BATCH.plan().sequencesPerStep()).isEqualTo(1024);
  }

  @Test
  void preshuffledDataAreTheSamplesInTheirOrder() throws IOException {
    RandomData data = new RandomData(new SplittableRandom(3), 40, 60);
    data.write(folder.resolve("data"));
    NeoxOrder order = NeoxOrder.of(data.sizes(), data.all(), NeoxSettings.samples(16, 5, 70));
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(folder.resolve("data"))) {
      Pythia.writePreshuffled(order, reader, folder.resolve("document"));
      try (IndexedDatasetReader items = IndexedDatasetReader.open(folder.resolve("document"))) {
        items.verify();
        assertThat(items.sequenceCount()).isEqualTo(order.samples());
        assertThat(items.documentCount()).isEqualTo(order.samples());
        for (int i = 0; i < order.samples(); i++) {
          assertThat(items.sequence(i)).isEqualTo(order.tokens(reader, i));
        }
      }
    }
  }

  @Test
  void batchesIncludeTheLastStepAndEndWithTheData() throws IOException {
    Path prefix = folder.resolve("document");
    items(prefix, 2 * 1024 + 10, Pythia.ITEM_TOKENS);
    NpyFile one = NpyFile.open(Pythia.writeBatches(prefix, 1, 1, folder));
    assertThat(one.shape()).containsExactly(1024, 2049);
    assertThat(one.type()).isEqualTo(NpyType.UINT16);
    assertThat(one.element(0)).isEqualTo(1024);
    assertThat(one.element(1023 * 2049L + 5)).isEqualTo(2047);
    NpyFile rest = NpyFile.open(Pythia.writeBatches(prefix, 1, Pythia.STEPS, folder));
    assertThat(rest.shape()).containsExactly(1034, 2049);
    assertThat(folder.resolve("indicies.npy")).exists();
    assertThatThrownBy(() -> Pythia.writeBatches(prefix, 3, 3, folder))
        .isInstanceOf(OrderException.class)
        .hasMessage("step 3 is outside of 0..2, the steps that the data hold");
    assertThatThrownBy(() -> Pythia.writeBatches(prefix, 1, 0, folder))
        .isInstanceOf(OrderException.class);
  }

  /** batch_viewer shifts every row behind such an item, without a word. */
  @Test
  void itemsOfAnotherSizeAreNamed() throws IOException {
    Path prefix = folder.resolve("document");
    items(prefix, 5, 2048);
    assertThatThrownBy(() -> Pythia.writeBatches(prefix, 0, 0, folder))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("document.idx: item 0 has 2048 tokens, expected 2049");
    assertThat(folder.resolve("indicies.npy")).doesNotExist();
  }

  private static void items(Path prefix, int count, int size) throws IOException {
    try (IndexedDatasetWriter writer = IndexedDatasetWriter.create(prefix, TokenWidth.UINT16)) {
      int[] tokens = new int[size];
      for (int i = 0; i < count; i++) {
        Arrays.fill(tokens, i);
        writer.append(tokens, 0, size);
        writer.endSequence();
        writer.endDocument();
      }
      writer.finish();
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void sizesAreReadAtOnce(long seed) throws IOException {
    RandomData data = new RandomData(new SplittableRandom(seed), 70_000, 3);
    data.write(folder.resolve("many"));
    assertThat(SequenceSizes.of(folder.resolve("many"))).isEqualTo(data.sizes());
    byte[] idx = Files.readAllBytes(folder.resolve("many.idx"));
    idx[34 + 4 * 69_000 + 3] = (byte) 0x80;
    Files.write(ShardFormat.idx(folder.resolve("many")), idx);
    assertThatThrownBy(() -> SequenceSizes.of(folder.resolve("many")))
        .hasMessageContaining("many.idx:" + (34 + 4 * 69_000) + ": expected a size of 0 or more");
  }
}
