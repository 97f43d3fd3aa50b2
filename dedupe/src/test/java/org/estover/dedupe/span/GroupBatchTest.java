package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GroupBatchTest {
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void handsOutEachGroupOnce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long mask = (1L << random.nextInt(3, 40)) - 1;
    List<List<Long>> seen = new ArrayList<>();
    GroupBatch.Sink sink =
        (keys, from, to, positions) ->
            seen.add(
                LongStream.range(from, to).map(at -> keys[(int) at] & positions).boxed().toList());
    GroupBatch batch = new GroupBatch(mask, sink, 40);
    List<List<Long>> groups = new ArrayList<>();
    for (int group = 0; group < 200; group++) {
      long[] keys = random.longs(random.nextInt(2, group % 50 == 0 ? 90 : 9)).toArray();
      groups.add(Arrays.stream(keys).map(key -> key & mask).boxed().toList());
      batch.add(keys, 0, keys.length);
    }
    batch.flush();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(groups);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void firstMembersAscendByBlock(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long mask = (1L << 30) - 1;
    List<Long> blocks = new ArrayList<>();
    GroupBatch batch =
        new GroupBatch(
            mask, (keys, from, to, positions) -> blocks.add((keys[from] & positions) >>> 14));
    for (int group = 0; group < 500; group++) {
      batch.add(random.longs(2).toArray(), 0, 2);
    }
    batch.flush();
    assertThat(blocks).hasSize(500).isSorted();
  }
}
