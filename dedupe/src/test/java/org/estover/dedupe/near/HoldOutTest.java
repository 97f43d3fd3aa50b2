package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HoldOutTest {
  private static final int COUNT = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.001", "0.1", "0.5", "0.9", "1"})
  void aboutTheShareIsTaken(String share) {
    HoldOut holdOut = new HoldOut(new BigDecimal(share), 1);
    SplittableRandom random = new SplittableRandom(3);
    int taken = 0;
    for (int i = 0; i < COUNT; i++) {
      taken += holdOut.takes(key(random)) ? 1 : 0;
    }
    double expected = Double.parseDouble(share);
    double deviation = Math.sqrt(expected * (1 - expected) / COUNT);
    assertThat((double) taken / COUNT).isCloseTo(expected, within(5 * deviation));
  }

  @Test
  void aLargerShareTakesTheSameAndMoreAndAnotherSeedOthers() {
    HoldOut small = new HoldOut(new BigDecimal("0.1"), 1);
    HoldOut large = new HoldOut(new BigDecimal("0.3"), 1);
    HoldOut other = new HoldOut(new BigDecimal("0.1"), 2);
    SplittableRandom random = new SplittableRandom(4);
    int both = 0;
    for (int i = 0; i < COUNT; i++) {
      SurvivorKey key = key(random);
      assertThat(small.takes(key) && !large.takes(key)).isFalse();
      both += small.takes(key) && other.takes(key) ? 1 : 0;
    }
    assertThat((double) both / COUNT).isCloseTo(0.01, within(0.004));
  }

  /** A split that was published must be made again. The sides are those of the xxHash library. */
  @Test
  void theSideIsThatOfTheIdAlone() {
    HoldOut holdOut = new HoldOut(new BigDecimal("0.5"), 7);
    StringBuilder sides = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      SurvivorKey key = new SurvivorKey(i, 0x0123456789abcdefL, i);
      assertThat(holdOut.takes(key)).isEqualTo(holdOut.takes(new SurvivorKey(0, key.idHigh(), i)));
      sides.append(holdOut.takes(key) ? '1' : '0');
    }
    assertThat(sides).hasToString("0111001111111001");
  }

  @Test
  void sharesOutsideAreRefused() {
    assertThatThrownBy(() -> new HoldOut(new BigDecimal("1.01"), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HoldOut(new BigDecimal("-0.1"), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SurvivorKey key(SplittableRandom random) {
    return new SurvivorKey(0, random.nextLong(), random.nextLong());
  }
}
