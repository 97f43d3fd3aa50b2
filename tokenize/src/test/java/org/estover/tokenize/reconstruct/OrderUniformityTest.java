package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OrderUniformityTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void theExactProbabilityCountsAllWays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int rows = 10; rows <= 17; rows++) {
      long[] ofDecile = deciles(rows);
      long[] found = new long[10];
      for (int row = 0; row < rows; row++) {
        found[OrderUniformity.decile(row, rows)] += random.nextInt(3) == 0 ? 1 : 0;
      }
      OrderUniformity test = OrderUniformity.of(ofDecile, found);
      assertThat(test.exactPValue().orElseThrow())
          .isCloseTo(enumerated(ofDecile, found), within(1e-12));
      assertThat(test.degrees()).isEqualTo(9);
    }
  }

  /** The share of subsets of the rows, of as many as were found, that are as uneven or more. */
  private static double enumerated(long[] ofDecile, long[] found) {
    int rows = 0;
    int many = 0;
    for (int d = 0; d < 10; d++) {
      rows += (int) ofDecile[d];
      many += (int) found[d];
    }
    double observed = statistic(ofDecile, found, rows, many);
    long all = 0;
    long tail = 0;
    for (int subset = 0; subset < 1 << rows; subset++) {
      if (Integer.bitCount(subset) == many) {
        long[] counts = new long[10];
        for (int row = 0; row < rows; row++) {
          counts[OrderUniformity.decile(row, rows)] += subset >> row & 1;
        }
        all++;
        tail += statistic(ofDecile, counts, rows, many) >= observed - 1e-9 ? 1 : 0;
      }
    }
    return (double) tail / all;
  }

  private static double statistic(long[] ofDecile, long[] found, double rows, double many) {
    double statistic = 0;
    for (int d = 0; d < 10 && many > 0; d++) {
      double expected = many * ofDecile[d] / rows;
      statistic += (found[d] - expected) * (found[d] - expected) / expected;
    }
    return statistic;
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void theStatisticIsThatOfItsDefinition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] ofDecile = deciles(100_003);
    long[] found = new long[10];
    long sum = 0;
    for (int d = 0; d < 10; d++) {
      found[d] = random.nextLong(400);
      sum += found[d];
    }
    OrderUniformity test = OrderUniformity.of(ofDecile, found);
    assertThat(test.statistic())
        .isCloseTo(statistic(ofDecile, found, 100_003, (double) sum), within(1e-9));
    assertThat(test.pValue()).isEqualTo(ChiSquare.survival(test.statistic(), 9));
    assertThat(test.exactPValue()).isEmpty();
  }

  @Test
  void manyRowsComeNearTheChiSquareDistribution() {
    long[] found = {11, 15, 8, 12, 14, 9, 13, 16, 10, 12};
    OrderUniformity test = OrderUniformity.of(deciles(1_000_000), found);
    assertThat(test.exactPValue().orElseThrow()).isCloseTo(test.pValue(), within(0.02));
    long[] rest = new long[10];
    for (int d = 0; d < 10; d++) {
      rest[d] = 100_000 - found[d];
    }
    // What was not found is as even as what was.
    assertThat(OrderUniformity.of(deciles(1_000_000), rest).exactPValue())
        .isEqualTo(test.exactPValue());
  }

  @Test
  void whatIsEvenlySpreadIsNoSurprise() {
    long[] even = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
    OrderUniformity test = OrderUniformity.of(deciles(1000), even);
    assertThat(test.statistic()).isZero();
    assertThat(test.pValue()).isEqualTo(1);
    assertThat(test.exactPValue()).hasValue(1);
    OrderUniformity uneven =
        OrderUniformity.of(deciles(1000), new long[] {60, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThat(uneven.pValue()).isLessThan(1e-100);
    assertThat(uneven.exactPValue().orElseThrow()).isLessThan(1e-50).isPositive();
  }

  @Test
  void nothingFoundAndFewRowsAreNoSurpriseEither() {
    OrderUniformity none = OrderUniformity.of(deciles(100), new long[10]);
    assertThat(none.pValue()).isEqualTo(1);
    assertThat(none.exactPValue()).hasValue(1);
    long[] three = deciles(3);
    assertThat(OrderUniformity.of(three, three).degrees()).isEqualTo(2);
    assertThat(OrderUniformity.of(deciles(1), deciles(1)).pValue()).isEqualTo(1);
    assertThatThrownBy(() -> OrderUniformity.of(new long[] {1}, new long[] {2}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decilesAreAsEvenAsTheyCanBe() {
    for (long rows : new long[] {1, 3, 10, 99, 1000, 123_457}) {
      long[] sizes = deciles(rows);
      for (int d = 0; d < 10; d++) {
        assertThat(sizes[d]).isEqualTo(rows * (d + 1) / 10 - rows * d / 10);
      }
    }
    long many = 1L << 60;
    assertThat(OrderUniformity.decile(many / 2 - 1, many)).isEqualTo(4);
    assertThat(OrderUniformity.decile(many / 2, many)).isEqualTo(5);
    assertThat(OrderUniformity.decile(many - 1, many)).isEqualTo(9);
  }

  private static long[] deciles(long rows) {
    long[] sizes = new long[10];
    if (rows > 1_000_000 - 1) {
      Arrays.fill(sizes, rows / 10);
      return sizes;
    }
    int last = 0;
    for (long row = 0; row < rows; row++) {
      int decile = OrderUniformity.decile(row, rows);
      assertThat(decile).isBetween(last, 9);
      last = decile;
      sizes[decile]++;
    }
    return sizes;
  }
}
