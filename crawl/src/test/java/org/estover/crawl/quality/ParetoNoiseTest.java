package org.estover.crawl.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParetoNoiseTest {
  private static final ParetoNoise PILE = new ParetoNoise(9);

  @Test
  void keepsTheShareThatParetoGives() {
    int texts = 20_000;
    for (double score : new double[] {0.2, 0.5, 0.9, 0.99}) {
      double share = StrictMath.pow(2 - score, -9);
      long kept = IntStream.range(0, texts).filter(i -> PILE.keeps("doc_" + i, score)).count();
      double deviation = Math.sqrt(share * (1 - share) / texts);
      assertThat(kept / (double) texts).isCloseTo(share, within(4 * deviation));
    }
    assertThat(PILE.keeps("any", 1.00001)).isTrue();
  }

  @Test
  void theDrawOfAnIdStaysForEver() {
    assertThat(PILE.draw("doc_1")).isEqualTo(PILE.draw("doc_1")).isNotEqualTo(PILE.draw("doc_2"));
    assertThat(PILE.draw("a")).isEqualTo(0.020081420308547093);
    assertThatThrownBy(() -> new ParetoNoise(0)).hasMessageContaining("alpha is 0.0");
  }
}
