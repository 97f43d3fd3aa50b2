package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SurvivorKeyTest {
  @Test
  void survivorsHaveTheSmallestPriorityThenId() {
    byte[] low = new byte[16];
    byte[] high = new byte[16];
    high[0] = (byte) 0x80;
    SurvivorKey base = SurvivorKey.of(0, high);
    assertThat(base).isLessThan(SurvivorKey.of(1, low));
    assertThat(SurvivorKey.of(1, low)).isLessThan(SurvivorKey.of(1, high));
    assertThat(base.documentId()).isEqualTo(high);
    assertThatThrownBy(() -> SurvivorKey.of(0, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void sortBytesOrderAsTheKeys(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      SurvivorKey key = randomKey(random);
      SurvivorKey other = randomKey(random);
      assertThat(Integer.signum(Arrays.compareUnsigned(key.sortBytes(), other.sortBytes())))
          .isEqualTo(Integer.signum(key.compareTo(other)));
    }
  }

  private static SurvivorKey randomKey(SplittableRandom random) {
    return new SurvivorKey(random.nextInt(-2, 3), random.nextInt(-2, 3), random.nextInt(3) - 1L);
  }
}
