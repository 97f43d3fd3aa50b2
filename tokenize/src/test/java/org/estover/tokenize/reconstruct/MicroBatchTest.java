package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.tokenize.order.BatchPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MicroBatchTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void positionsAreThoseOfTheSamplersFormula(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int world = random.nextInt(1, 6);
    int accumulation = random.nextInt(1, 5);
    int rows = random.nextInt(1, 4);
    BatchPlan plan = new BatchPlan(world * accumulation * rows);
    long step = random.nextLong(1L << 40);
    List<Long> all = new ArrayList<>();
    for (int rank = 0; rank < world; rank++) {
      List<Long> ofRank = new ArrayList<>();
      for (int micro = 0; micro < accumulation; micro++) {
        List<Long> expected = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
          expected.add(((step * accumulation + micro) * world + rank) * rows + row);
        }
        MicroBatch part = new MicroBatch(rank, world, micro, accumulation);
        assertThat(positions(part, plan, step)).isEqualTo(expected);
        assertThat(part.sequences(plan)).isEqualTo(rows);
        ofRank.addAll(expected);
      }
      MicroBatch part = new MicroBatch(rank, world, MicroBatch.EVERY, accumulation);
      assertThat(positions(part, plan, step)).isEqualTo(ofRank);
      assertThat(part.sequences(plan)).isEqualTo(ofRank.size());
      all.addAll(ofRank);
    }
    assertThat(positions(MicroBatch.WHOLE, plan, step))
        .containsExactlyInAnyOrderElementsOf(all)
        .isSorted();
  }

  @Test
  void theWholeStepIsOneRange() {
    assertThat(MicroBatch.WHOLE.positions(new BatchPlan(6), 2))
        .containsExactly(new MicroBatch.Range(12, 18));
    assertThat(new MicroBatch(0, 1, MicroBatch.EVERY, 3).positions(new BatchPlan(6), 0))
        .containsExactly(new MicroBatch.Range(0, 6));
  }

  @Test
  void aStepOfABillionMicroStepsIsCountedWithoutListingThem() {
    MicroBatch part = new MicroBatch(1, 2, MicroBatch.EVERY, 1_000_000_000);
    assertThat(part.sequences(new BatchPlan(2_000_000_000))).isEqualTo(1_000_000_000);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new MicroBatch(2, 2, 0, 1)).hasMessageContaining("rank 2 of 2");
    assertThatThrownBy(() -> new MicroBatch(-1, 2, 0, 1)).hasMessageContaining("rank -1 of 2");
    assertThatThrownBy(() -> new MicroBatch(0, 2, 3, 3)).hasMessageContaining("micro-step 3 of 3");
    assertThatThrownBy(() -> new MicroBatch(0, 2, 0, 3).positions(new BatchPlan(8), 0))
        .hasMessageContaining("8 sequences per step cannot be divided over 2 ranks and 3");
  }

  private static List<Long> positions(MicroBatch part, BatchPlan plan, long step) {
    return part.positions(plan, step).stream()
        .flatMap(range -> LongStream.range(range.from(), range.to()).boxed())
        .toList();
  }
}
