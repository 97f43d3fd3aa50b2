package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.estover.tokenize.order.NeoxSettings.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SamplersTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void stepsAreTheSamePositionsHoweverTheyAreSpread(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchShape shape =
        new BatchShape(1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(5));
    long step = random.nextLong(1L << 40);
    TreeSet<Long> positions = new TreeSet<>();
    for (int round = 0; round < shape.accumulation(); round++) {
      for (int rank = 0; rank < shape.world(); rank++) {
        for (int row = 0; row < shape.microBatch(); row++) {
          positions.add(shape.firstPosition(step, round, rank) + row);
        }
      }
    }
    assertThat(positions).hasSize(shape.plan().sequencesPerStep());
    assertThat(positions.first()).isEqualTo(shape.plan().firstPosition(step));
    assertThat(positions.last()).isEqualTo(shape.plan().endPosition(step) - 1);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void ranksOfABatchSplitItWithoutLossOrRepetition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      NeoxSampler sampler =
          new NeoxSampler(
              random.nextLong(200),
              1 + random.nextInt(20),
              1 + random.nextInt(6),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextLong(5));
      TreeSet<Long> all = new TreeSet<>();
      long count = 0;
      for (long number = 0; number < sampler.batches(); number++) {
        for (int rank = 0; rank < sampler.world(); rank++) {
          long[] indices = sampler.indices(number, rank);
          count += indices.length;
          Arrays.stream(indices).forEach(all::add);
        }
      }
      assertThat(all).as(sampler.toString()).hasSize((int) count);
      long first = Math.min(sampler.start(), sampler.total() / sampler.batch()) * sampler.batch();
      long end =
          sampler.dropLast()
              ? sampler.total() / sampler.batch() * sampler.batch()
              : sampler.total();
      assertThat(count).as(sampler.toString()).isEqualTo(end - first);
    }
  }

  @Test
  void megatronGoesOnWhereItStoppedWithinABatch() {
    MegatronSampler sampler = new MegatronSampler(20, 7, 2, 2, true);
    assertThat(sampler.batches()).isEqualTo(3);
    assertThat(sampler.indices(0, 0)).containsExactly(7, 8);
    assertThat(sampler.indices(2, 1)).containsExactly(17, 18);
    MegatronSampler whole = new MegatronSampler(20, 7, 2, 2, false);
    assertThat(whole.batches()).isEqualTo(4);
    assertThat(whole.indices(3, 0)).containsExactly(19);
    assertThat(whole.indices(3, 1)).isEmpty();
    assertThatThrownBy(() -> sampler.indices(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new MegatronSampler(20, 20, 2, 2, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSecondPassBeginsWhereTheRestartWas() throws OrderException {
    // Ten micro-batches of 2 x 2; two rounds a step, so a pass lasts five iterations.
    NeoxLoader loader = new NeoxLoader(new BatchShape(2, 2, 2), 43);
    assertThat(loader.microBatches()).isEqualTo(10);
    List<Long> fresh = new ArrayList<>();
    List<Long> restarted = new ArrayList<>();
    for (int iteration = 3; iteration < 8; iteration++) {
      for (int round = 0; round < 2; round++) {
        fresh.add(loader.firstIndex(Version.HEAD, 0, iteration, round, 1));
        restarted.add(loader.firstIndex(Version.HEAD, 3, iteration, round, 1));
      }
    }
    assertThat(fresh).containsExactly(26L, 30L, 34L, 38L, 2L, 6L, 10L, 14L, 18L, 22L);
    assertThat(restarted).containsExactly(26L, 30L, 34L, 38L, 26L, 30L, 34L, 38L, 26L, 30L);
    assertThat(loader.firstIndex(Version.V1_0, 3, 4, 1, 1)).isEqualTo(38);
    assertThatThrownBy(() -> loader.firstIndex(Version.V1_0, 3, 5, 0, 1))
        .isInstanceOf(OrderException.class)
        .hasMessage("step 5 is outside of 0..4, the steps that the data hold");
    assertThat(loader.start(6)).isEqualTo(2);
  }

  @Test
  void splitsAreAskedForWholeSteps() throws OrderException {
    BatchShape shape = new BatchShape(2, 2, 2);
    assertThat(NeoxLoader.samples(Split.TRAIN, shape, 12, 5, 2)).isEqualTo(96);
    assertThat(NeoxLoader.samples(Split.VALID, shape, 12, 5, 2)).isEqualTo(48);
    assertThat(NeoxLoader.samples(Split.TEST, shape, 12, 5, 2)).isEqualTo(16);
    assertThat(new NeoxLoader(shape, 55).validStart(10, 5, 2)).isEqualTo(8);
    assertThatThrownBy(() -> new NeoxLoader(shape, 3).start(1))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("3 samples gives no micro-batch of 4");
  }

  @Test
  void aBatchHasSomethingOfEach() {
    assertThatThrownBy(() -> new BatchShape(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchShape(1 << 20, 1 << 20, 1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new BatchShape(1, 2, 3).firstPosition(0, 2, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
