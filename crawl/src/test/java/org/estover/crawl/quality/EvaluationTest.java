package org.estover.crawl.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EvaluationTest {
  @Test
  void aucIsTheShareOfPairsInTheRightOrder() {
    SplittableRandom random = new SplittableRandom(3);
    List<Evaluation.Scored> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean positive = random.nextInt(3) == 0;
      // Few scores, so that many are equal.
      texts.add(new Evaluation.Scored((random.nextInt(8) + (positive ? 2 : 0)) / 10.0, positive));
    }
    double right = 0;
    double pairs = 0;
    for (Evaluation.Scored one : texts) {
      for (Evaluation.Scored other : texts) {
        if (one.positive() && !other.positive()) {
          pairs++;
          right += one.score() > other.score() ? 1 : one.score() == other.score() ? 0.5 : 0;
        }
      }
    }
    assertThat(Evaluation.of(texts).auc()).isCloseTo(right / pairs, within(1e-12));
  }

  @Test
  void sidesWeighTheSame() {
    Evaluation evaluation =
        Evaluation.of(
            List.of(
                new Evaluation.Scored(0.95, true),
                new Evaluation.Scored(0.05, false),
                new Evaluation.Scored(0.05, false),
                new Evaluation.Scored(0.95, false)));
    assertThat(evaluation.accuracy()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(evaluation.bins().get(9).positiveShare()).isCloseTo(0.75, within(1e-12));
    assertThat(evaluation.bins().get(9).meanScore()).isCloseTo(0.95, within(1e-12));
    assertThat(evaluation.calibrationError()).isCloseTo((2 * 0.05 + 2 * 0.2) / 4, within(1e-12));
    assertThat(Evaluation.of(List.of()).auc()).isEqualTo(0.5);
  }
}
