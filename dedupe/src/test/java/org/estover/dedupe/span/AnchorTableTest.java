package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnchorTableTest {
  @Test
  void groupsHoldTheirPositionsAscending() {
    long size = 1L << 36;
    AnchorTable table = new AnchorTable(size, 0);
    table.add(5, size - 1);
    table.add(6, 3_000_000_000L);
    table.add(-5, 7);
    table.add(5, 4_000_000_000L);
    table.add(5, 0);
    table.add(-5, 8);
    List<List<Long>> groups = new ArrayList<>();
    table.drain(
        (keys, from, to, mask) ->
            groups.add(
                LongStream.range(from, to).map(at -> keys[(int) at] & mask).boxed().toList()));
    assertThat(groups)
        .containsExactlyInAnyOrder(List.of(0L, 4_000_000_000L, size - 1), List.of(7L, 8L));
  }

  /** Few bits of a hash beside a position, or many; crowded hashes, and those that stand alone. */
  @ParameterizedTest
  @ValueSource(longs = {1L << 20, 1L << 40, 1L << 60, 1L << 62})
  void handsOutWhatIsShared(long size) {
    SplittableRandom random = new SplittableRandom(size);
    AnchorTable table = new AnchorTable(size, random.nextInt(10_000_000));
    SortedMap<Long, List<Long>> positions = new TreeMap<>();
    for (long position = 0; position < 200_000; position++) {
      long hash = random.nextInt(3) == 0 ? random.nextInt(50_000) : random.nextLong();
      table.add(hash, position);
      positions.computeIfAbsent(hash, first -> new ArrayList<>()).add(position);
    }
    positions.values().removeIf(group -> group.size() < 2);
    // Groups of several hashes may come together, never a part of one.
    Map<Long, Integer> groupOf = new HashMap<>();
    int[] groups = {0};
    table.drain(
        (keys, from, to, mask) -> {
          groups[0]++;
          for (int at = from; at < to; at++) {
            assertThat(groupOf.put(keys[at] & mask, groups[0])).isNull();
            assertThat(at == from || keys[at - 1] < keys[at]).isTrue();
          }
        });
    for (List<Long> group : positions.values()) {
      assertThat(group).allMatch(groupOf::containsKey);
      assertThat(group.stream().map(groupOf::get).distinct()).hasSize(1);
    }
  }
}
