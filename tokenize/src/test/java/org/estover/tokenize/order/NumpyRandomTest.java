package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NumpyRandomTest {
  /** The first draws for 5489, the generator's published default seed, and its ten-thousandth. */
  @Test
  void drawsArePublishedOnes() {
    NumpyRandom random = new NumpyRandom(5489);
    assertThat(random.next32()).isEqualTo(3_499_211_612L);
    assertThat(random.next32()).isEqualTo(581_869_302L);
    for (int i = 2; i < 9_999; i++) {
      random.next32();
    }
    assertThat(random.next32()).isEqualTo(4_123_659_995L);
  }

  @Test
  void anIntervalOfZeroDrawsNothing() {
    NumpyRandom random = new NumpyRandom(1);
    assertThat(random.interval(0)).isZero();
    assertThat(random.next32()).isEqualTo(new NumpyRandom(1).next32());
  }

  @Test
  void wideIntervalsDrawTheHighWordFirst() {
    long high = new NumpyRandom(7).next32();
    assertThat(new NumpyRandom(7).interval(-1L >>> 1) >>> 32).isEqualTo(high & 0x7FFFFFFFL);
  }

  @Test
  void rejectsSeedsThatNumpyRejects() {
    assertThatThrownBy(() -> new NumpyRandom(1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NumpyRandom(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void shufflesDrawTheIntervalsOfEveryLength(long seed) {
    for (int length : new int[] {0, 1, 2, 3, 64, 65, 1000}) {
      int[] values = IntStream.range(0, length + 7).toArray();
      NumpyRandom random = new NumpyRandom(seed);
      random.shuffle(values, 3, 3 + length);

      NumpyRandom slow = new NumpyRandom(seed);
      List<Integer> expected = new ArrayList<>();
      IntStream.range(3, 3 + length).forEach(expected::add);
      for (int i = length - 1; i > 0; i--) {
        Collections.swap(expected, i, (int) slow.interval(i));
      }
      assertThat(Arrays.copyOfRange(values, 3, 3 + length))
          .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
      assertThat(values)
          .startsWith(0, 1, 2)
          .endsWith(length + 3, length + 4, length + 5, length + 6);
      assertThat(random.next32()).isEqualTo(slow.next32());
    }
  }
}
