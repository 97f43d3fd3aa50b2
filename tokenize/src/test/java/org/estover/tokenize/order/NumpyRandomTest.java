package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
