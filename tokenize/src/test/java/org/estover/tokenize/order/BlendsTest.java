package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.npy.NpyFile;
import org.estover.tokenize.shard.npy.NpyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BlendsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void theMemberThatLagsMostIsTaken(long seed) throws OrderException {
    SplittableRandom random = new SplittableRandom(seed);
    double[] weights = random.doubles(1 + random.nextInt(22)).map(w -> w * w).toArray();
    Blend blend = NeoxBlend.weighted(weights, 2000);
    double[] normalized = PythonNumbers.numpyNormalized(weights);
    long[] counts = new long[weights.length];
    for (int place = 0; place < 2000; place++) {
      double x = Math.max(place, 1);
      double[] errors = new double[weights.length];
      for (int i = 0; i < weights.length; i++) {
        errors[i] = normalized[i] * x - counts[i];
      }
      double most = Arrays.stream(errors).max().orElseThrow();
      assertThat(errors[blend.member(place)]).isEqualTo(most);
      for (int i = 0; i < blend.member(place); i++) {
        assertThat(errors[i]).isLessThan(most);
      }
      assertThat(blend.sample(place)).isEqualTo(counts[blend.member(place)]++);
    }
    assertThat(blend.counts()).isEqualTo(counts);
    for (int i = 0; i < weights.length; i++) {
      assertThat((double) counts[i])
          .isBetween(2000 * normalized[i] - 23, 2000 * normalized[i] + 23);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void anExhaustiveBlendTakesEverythingOnce(long seed) throws OrderException {
    SplittableRandom random = new SplittableRandom(seed);
    long[] sizes = random.longs(1 + random.nextInt(9), 1, 60).toArray();
    Blend blend = MegatronBlend.exhaustive(sizes).blend();
    assertThat(blend.counts()).isEqualTo(sizes);
    long[] next = new long[sizes.length];
    for (int place = 0; place < blend.size(); place++) {
      assertThat(blend.sample(place)).isEqualTo(next[blend.member(place)]++);
    }
    assertThat(next).isEqualTo(sizes);
  }

  @Test
  void megatronNormalizesTwice() throws OrderException {
    double[] weights = {0.6, 0.3, 0.1};
    assertThat(MegatronBlend.targets(weights, 300)).containsExactly(181, 91, 31);
    assertThat(MegatronBlend.requests(weights, 300)).containsExactly(182, 92, 32);
    MegatronBlend blend = MegatronBlend.weighted(weights, 300, new long[] {580, 204, 35});
    assertThat(blend.blend().size()).isEqualTo(303);
    assertThat(blend.weights()).hasToString("[0.6, 0.3, 0.09999999999999999]");
  }

  @Test
  void takingMoreThanThereIsIsAnError() {
    assertThatThrownBy(() -> MegatronBlend.weighted(new double[] {1, 1}, 100, new long[] {99, 12}))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("takes 50 samples of member 1, which has 12");
  }

  @Test
  void sizesAreTheWeightsWhereNoneAreGiven() throws OrderException {
    MegatronBlend blend = MegatronBlend.bySize(new long[] {30, 10}, 20);
    assertThat(blend.blend().counts()).containsExactly(15, 5);
    assertThat(MegatronBlend.bySize(new long[] {3, 1}, 20).blend().size()).isEqualTo(4);
  }

  @Test
  void megatronsFilesHaveItsNames() throws IOException {
    MegatronSplit split = MegatronSplit.parse("1");
    List<MegatronDescription> members =
        List.of(
            MegatronDescription.ofDataset(
                "a", MegatronSettings.of(4, 1, 7L, Split.TRAIN), split, Map.of()),
            MegatronDescription.ofDataset(
                "b", MegatronSettings.of(4, 1, 3L, Split.TRAIN), split, Map.of()));
    MegatronBlend blend = MegatronBlend.weighted(new double[] {2, 1}, 9, new long[] {7, 4});
    List<Path> files = blend.write(folder, members, Split.TRAIN);
    assertThat(files.get(0)).content().contains("\"weights\": [\n        0.6666666666666666,");
    assertThat(files.get(0)).content().endsWith("],\n    \"size\": 9\n}");
    assertThat(files.get(1).toString()).endsWith("-BlendedDataset-train-dataset_index.npy");
    assertThat(NpyFile.open(files.get(1)).type()).isEqualTo(NpyType.INT16);
    assertThat(NpyFile.open(files.get(2)).type()).isEqualTo(NpyType.INT64);
    assertThat(RandomData.array(files.get(1))).containsExactly(0, 1, 0, 0, 1, 0, 0, 1, 0);
    assertThat(RandomData.array(files.get(2))).containsExactly(0, 0, 1, 2, 1, 3, 4, 2, 5);
    MegatronBlend everything = MegatronBlend.exhaustive(new long[] {2, 1});
    assertThat(everything.write(folder, members, Split.TEST).get(0))
        .content()
        .endsWith("\"weights\": [\n        2,\n        1\n    ],\n    \"size\": null\n}");
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void neoxBlendsHaveTheSizeOfTheirMembersAndWrapThem(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    RandomData first = new RandomData(random, 30, 40);
    RandomData second = new RandomData(random, 10, 40);
    first.write(folder.resolve("first"));
    second.write(folder.resolve("second"));
    List<NeoxOrder> members =
        List.of(
            NeoxOrder.of(first.sizes(), first.all(), NeoxSettings.samples(8, seed, 5)),
            NeoxOrder.of(second.sizes(), second.all(), NeoxSettings.samples(8, seed, 3)));
    NeoxBlend blend = NeoxBlend.of(members, new double[] {1, 30});
    assertThat(blend.length()).isEqualTo(members.get(0).length() + members.get(1).length());
    try (IndexedDatasetReader one = IndexedDatasetReader.open(folder.resolve("first"));
        IndexedDatasetReader two = IndexedDatasetReader.open(folder.resolve("second"))) {
      List<IndexedDatasetReader> data = List.of(one, two);
      long last = blend.length() - 1;
      while (blend.member(last) == 0) {
        last--;
      }
      long sample = blend.blend().sample(last);
      assertThat(sample).isGreaterThan(members.get(1).samples());
      assertThat(blend.tokens(data, last))
          .isEqualTo(members.get(1).tokens(two, sample % members.get(1).length()));
      assertThat(blend.spans(last + blend.length())).isEqualTo(blend.spans(last));
    }
  }

  @Test
  void neoxAsksForHalfAPercentMore() {
    assertThat(NeoxBlend.requests(new double[] {0.3, 0.7}, 1000)).containsExactly(302, 704);
    assertThat(Pythia.REQUESTED).isEqualTo(147_164_160);
    assertThat(NeoxBlend.weightsByDocuments(new long[] {17}, 0.3)).containsExactly(1);
  }

  @Test
  void aMemberWithoutSamplesFailsAsInGptNeox() throws OrderException {
    NeoxOrder empty =
        NeoxOrder.of(new int[] {5}, new DocumentRange(0, 1), NeoxSettings.epochs(9, 1, 1));
    assertThat(empty.length()).isEqualTo(-1);
    assertThatThrownBy(() -> NeoxBlend.of(List.of(empty), new double[] {1}))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("member 0 of the blend has no sample");
  }

  @Test
  void membersAreAsManyAsThePeersCanNumber() throws OrderException {
    assertThatThrownBy(() -> NeoxBlend.weighted(equalWeights(255), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("255 members, expected 1 to 254");
    assertThat(NeoxBlend.weighted(equalWeights(254), 3).size()).isEqualTo(3);
    assertThatThrownBy(() -> MegatronBlend.weighted(equalWeights(32_767), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("32767 members, expected 1 to 32766");
    assertThatThrownBy(() -> NeoxBlend.of(List.of(), equalWeights(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 members and 2 weights, expected equally many");
  }

  private static double[] equalWeights(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return weights;
  }
}
