package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

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
}
