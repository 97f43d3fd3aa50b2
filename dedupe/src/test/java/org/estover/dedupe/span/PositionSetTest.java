package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PositionSetTest {
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void isABitSet(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      int size = random.nextInt(1, 400);
      PositionSet set = new PositionSet(size);
      BitSet bits = new BitSet();
      for (int range = random.nextInt(5); range > 0; range--) {
        int first = random.nextInt(size);
        int last = random.nextInt(first, size);
        set.add(first, last);
        bits.set(first, last + 1);
      }
      for (int from = 0; from <= size; from++) {
        int in = bits.nextSetBit(from);
        assertThat(set.nextIn(from)).isEqualTo(in < 0 ? size : in);
        assertThat(set.nextOut(from)).isEqualTo(Math.min(size, bits.nextClearBit(from)));
      }
    }
  }
}
