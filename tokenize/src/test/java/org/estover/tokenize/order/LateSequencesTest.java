package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LateSequencesTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void tokensAreReadLateWhereAnyLatePositionReadsThem(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PackedOrder order =
        PackedOrder.of(
            seed,
            1 + (int) seed,
            List.of(
                new WeightedSource("a", random.nextInt(120), "1.7"),
                new WeightedSource("b", random.nextInt(1, 120), "0.5")));
    for (int round = 0; round < 20; round++) {
      long from = random.nextLong(order.length() + 2);
      for (int source = 0; source < 2; source++) {
        TreeSet<Long> read = new TreeSet<>();
        for (long position = from; position < order.length(); position++) {
          Slot slot = order.slot(position);
          for (int t = 0; slot.sourceIndex() == source && t <= order.sequenceTokens(); t++) {
            read.add(slot.tokenStart() + t);
          }
        }
        long tokens = order.sources().get(source).tokens();
        LateSequences late = new LateSequences(order, source, from);
        for (long token = 0; token < tokens; token++) {
          assertThat(late.read(token)).as("token %d", token).isEqualTo(read.contains(token));
        }
        for (int i = 0; i < 50; i++) {
          long first = random.nextLong(tokens + 1);
          long end = random.nextLong(first, tokens + 1);
          assertThat(late.readAny(first, end))
              .as("tokens %d up to %d", first, end)
              .isEqualTo(!read.subSet(first, end).isEmpty());
          assertThat(late.read(first)).isEqualTo(read.contains(first));
        }
      }
    }
  }
}
