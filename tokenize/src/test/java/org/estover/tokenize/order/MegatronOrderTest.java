package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.tokenize.order.reference.PeerIndexes;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MegatronOrderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void arraysAndTokensAreThoseOfTheSlowWay(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int separated = 0;
    for (int round = 0; round < 12; round++) {
      RandomData data = new RandomData(random, 2 + random.nextInt(60), 1 + random.nextInt(90));
      int length = 2 + random.nextInt(40);
      Split part = List.of(Split.values()).get(random.nextInt(3));
      MegatronSettings settings =
          new MegatronSettings(
              length,
              random.nextLong(1L << 32),
              random.nextInt(4) == 0 ? null : random.nextLong(400),
              part,
              random.nextBoolean(),
              random.nextBoolean());
      MegatronOrder order = MegatronOrder.of(data.sizes(), data.all(), settings);
      PeerIndexes.Arrays expected =
          PeerIndexes.megatron(
              data.sizes(),
              0,
              data.documents().size(),
              length,
              settings.samples(),
              settings.seed(),
              settings.extra(),
              settings.keepsPartial());
      MegatronDescription description =
          MegatronDescription.ofDataset(
              "data", settings, MegatronSplit.parse("1,1,1"), Map.of("class", "Any"));
      List<Path> files = order.write(folder.resolve("cache"), description);
      assertThat(RandomData.array(files.get(1))).isEqualTo(expected.documents());
      assertThat(RandomData.array(files.get(2))).isEqualTo(expected.rows());
      assertThat(RandomData.array(files.get(3))).isEqualTo(expected.shuffle());
      assertThat(order.length()).isEqualTo(expected.shuffle().size());
      assertThat(files.get(0))
          .hasFileName(description.hash() + "-GPTDataset-" + part.word() + "-description.txt")
          .hasContent(description.text());
      separated += endsInAShuffleOfItsOwn(expected.shuffle()) && order.epochs() > 1 ? 1 : 0;
      assertTokens(data, order, expected);
    }
    assertThat(separated).as("last epochs shuffled on their own").isPositive();
  }

  private void assertTokens(RandomData data, MegatronOrder order, PeerIndexes.Arrays expected)
      throws IOException {
    int tokens = order.settings().sequenceTokens() + order.settings().extra();
    Path prefix = folder.resolve("data");
    data.write(prefix);
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      for (int i = 0; i < order.length(); i++) {
        List<Integer> sample =
            new ArrayList<>(
                PeerIndexes.tokens(
                    data.documents(),
                    expected,
                    expected.shuffle().get(i),
                    order.settings().extra()));
        while (sample.size() < tokens) {
          sample.add(-1);
        }
        assertThat(order.tokens(reader, i, -1))
            .containsExactly(sample.stream().mapToInt(Integer::intValue).toArray());
      }
    }
  }

  /** Whether some tail is a permutation of its own places, with no end nearer than a tenth. */
  private static boolean endsInAShuffleOfItsOwn(List<Integer> shuffle) {
    int most = -1;
    for (int i = 0; i < shuffle.size() - 1; i++) {
      most = Math.max(most, shuffle.get(i));
      if (most == i && i > shuffle.size() / 10) {
        return true;
      }
    }
    return false;
  }

  /** Floats have 24 bits, so above 2^24 tokens the count can be wrong. */
  @Test
  void samplesOfAPartialEndAreCountedInFloats() throws IOException {
    int[] sizes = {1 << 24, 2};
    DocumentRange all = new DocumentRange(0, 2);
    MegatronSettings settings = new MegatronSettings(2, 1, null, Split.VALID, true, false);
    // 2^24 + 1 usable tokens are 2^24 as a float, so the last sample of 2^23 + 1 is missing.
    assertThat(MegatronOrder.of(sizes, all, settings).length()).isEqualTo(1 << 23);
    int[] more = {1 << 24, 4};
    // 2^24 + 3 are 2^24 + 4, and half of that is right by chance.
    assertThat(MegatronOrder.of(more, all, settings).length()).isEqualTo((1 << 23) + 2);
    // 33 * 2,033,605 tokens are 3 more as a float, and begin a sample of one token and padding.
    MegatronSettings longer = new MegatronSettings(33, 1, null, Split.VALID, true, false);
    int[] exact = {33 * 2_033_605 + 1};
    assertThat(MegatronOrder.of(exact, new DocumentRange(0, 1), longer).length())
        .isEqualTo(2_033_606);
    assertThatThrownBy(() -> RowStarts.cut(new int[] {9}, new int[] {0}, 4, 4, 1))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("counts 4 validation samples in 32-bit floats");
  }

  @Test
  void samplesOutsideAreErrors() throws OrderException {
    MegatronOrder order =
        MegatronOrder.of(
            new int[] {50}, new DocumentRange(0, 1), MegatronSettings.of(4, 1, null, Split.TRAIN));
    assertThat(order.length()).isEqualTo(12);
    assertThatThrownBy(() -> order.spans(12))
        .isInstanceOf(OrderException.class)
        .hasMessage("sample 12 is outside of 0..11; choose one inside");
    assertThatThrownBy(() -> order.spans(-1)).isInstanceOf(OrderException.class);
  }

  @Test
  void descriptionsAreWhatPythonDumps() {
    Map<String, @Nullable Object> tokenizer = new LinkedHashMap<>();
    tokenizer.put("class", "Tok\"é\n");
    tokenizer.put("none", null);
    tokenizer.put("flags", List.of(true, 1.5, 1e-7, 1e22, List.of(), Map.of()));
    MegatronDescription description =
        MegatronDescription.ofDataset(
            "a/b",
            MegatronSettings.of(64, 7, null, Split.VALID),
            MegatronSplit.parse("99,1,0"),
            tokenizer);
    assertThat(description.text())
        .isEqualTo(
            """
            {
                "class": "GPTDataset",
                "dataset_path": "a/b",
                "num_samples": null,
                "index_split": "valid",
                "random_seed": 7,
                "sequence_length": 64,
                "split": "99,1,0",
                "split_matrix": [
                    [
                        0,
                        0.99
                    ],
                    [
                        0.99,
                        1.0
                    ],
                    null
                ],
                "tokenizer": {
                    "class": "Tok\\"\\u00e9\\n",
                    "none": null,
                    "flags": [
                        true,
                        1.5,
                        1e-07,
                        1e+22,
                        [],
                        {}
                    ]
                }
            }""");
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void cachesAreReplacedWhole(long seed) throws IOException {
    RandomData data = new RandomData(new SplittableRandom(seed), 20, 30);
    MegatronSettings settings = MegatronSettings.of(8, seed, 50L, Split.TRAIN);
    MegatronDescription description =
        MegatronDescription.ofDataset("data", settings, MegatronSplit.parse("1"), Map.of());
    MegatronOrder order = MegatronOrder.of(data.sizes(), data.all(), settings);
    List<Path> files = order.write(folder, description);
    byte[] before = Files.readAllBytes(files.get(3));
    Files.write(files.get(3), new byte[5]);
    order.write(folder, description);
    assertThat(files.get(3)).hasBinaryContent(before);
  }
}
