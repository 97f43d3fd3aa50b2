package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChiSquareTest {
  /** Critical values from the tables of statistics books. */
  @ParameterizedTest
  @CsvSource({
    "3.841458820694124, 1, 0.05",
    "5.991464547107979, 2, 0.05",
    "16.918977604620448, 9, 0.05",
    "21.665994333461924, 9, 0.01",
    "27.87716487125657, 9, 0.001",
    "4.168159008146109, 9, 0.9",
    "124.34211340400407, 100, 0.05"
  })
  void criticalValuesHaveTheirProbability(double statistic, int degrees, double probability) {
    assertThat(ChiSquare.survival(statistic, degrees)).isCloseTo(probability, within(1e-12));
  }

  @Test
  void itIsTheIntegralOfTheDensity() {
    for (int degrees = 2; degrees <= 30; degrees++) {
      for (double statistic = 0.1; statistic < 3 * degrees; statistic += 1.3) {
        assertThat(ChiSquare.survival(statistic, degrees))
            .as(statistic + " of " + degrees)
            .isCloseTo(1 - integral(statistic, degrees), within(1e-9));
      }
    }
  }

  @Test
  void twoDegreesAreAnExponential() {
    for (double statistic = 0; statistic < 1400; statistic += 7.7) {
      double expected = Math.exp(-statistic / 2);
      assertThat(ChiSquare.survival(statistic, 2)).isCloseTo(expected, within(expected * 1e-11));
    }
  }

  @Test
  void nothingIsMoreThanNothing() {
    assertThat(ChiSquare.survival(0, 9)).isEqualTo(1);
    assertThatThrownBy(() -> ChiSquare.survival(-1, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChiSquare.survival(Double.NaN, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChiSquare.survival(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Simpson's rule over y = sqrt(x), in which the density has no pole. */
  private static double integral(double statistic, int degrees) {
    int steps = 4000;
    double width = Math.sqrt(statistic) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double y = i * width;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * 2 * Math.pow(y, degrees - 1) * Math.exp(-y * y / 2);
    }
    double gamma = degrees % 2 == 0 ? 1 : Math.sqrt(Math.PI);
    for (double half = degrees % 2 == 0 ? 1 : 0.5; half < degrees / 2.0; half++) {
      gamma *= half;
    }
    return sum * width / 3 / (Math.pow(2, degrees / 2.0) * gamma);
  }
}
