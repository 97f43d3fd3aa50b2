package org.estover.licensing.terms.deed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RepetitionTest {

  @Test
  void aTextWrittenManyTimesHasTheTokensOfOne() {
    int[] once = IntStream.range(0, 300).toArray();
    int[] often = IntStream.range(0, 300 * 50).map(i -> i % 300).toArray();
    assertThat(Repetition.fresh(once)).isEqualTo(300);
    assertThat(Repetition.fresh(often)).isEqualTo(300);
    assertThat(Repetition.fresh(new int[10_000])).isEqualTo(1);
    assertThat(Repetition.fresh(new int[0])).isZero();
    assertThat(Repetition.fresh(new int[] {1, 1, 1})).isEqualTo(3);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsWhatASlowCountCounts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] tokens = random.ints(random.nextInt(400), 0, 1 + random.nextInt(4)).toArray();
    assertThat(Repetition.fresh(tokens)).isEqualTo(slowly(tokens));
  }

  private static int slowly(int[] tokens) {
    Set<List<Integer>> seen = new HashSet<>();
    boolean[] repeated = new boolean[tokens.length];
    for (int i = 0; i + Repetition.RUN <= tokens.length; i++) {
      int from = i;
      List<Integer> run =
          IntStream.range(0, Repetition.RUN).mapToObj(k -> tokens[from + k]).toList();
      if (!seen.add(run)) {
        IntStream.range(0, Repetition.RUN).forEach(k -> repeated[from + k] = true);
      }
    }
    return (int) IntStream.range(0, tokens.length).filter(i -> !repeated[i]).count();
  }

  @Test
  void aSixteenthIsWhatCounts() {
    assertThat(new Repetition("doc_a", "", 160, 150).counts()).isTrue();
    assertThat(new Repetition("doc_a", "", 160, 151).counts()).isFalse();
    Repetition repetition = new Repetition("doc_a", "Ada", 160, 80);
    assertThat(Repetition.fromJson(repetition.toJson())).isEqualTo(repetition);
    assertThatThrownBy(() -> new Repetition("doc_a", "", 10, 11)).hasMessageContaining("doc_a");
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }
}
