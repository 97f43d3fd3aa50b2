package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0.1,0.1",
    "1,1.0",
    "-2.5,-2.5",
    "0.09999999999999999,0.09999999999999999",
    "2.0099035915599472e-06,2.0099035915599472e-06",
    "1e16,1e+16",
    "1e15,1000000000000000.0",
    "123456789012345678,1.2345678901234568e+17",
    "0.0001,0.0001",
    "0.00001,1e-05",
    "5e-324,5e-324",
    "1.7976931348623157e308,1.7976931348623157e+308",
    "2e-100,2e-100",
    "0,0.0",
    "-0.0,-0.0",
    "100,100.0",
    "9007199254740993,9007199254740992.0"
  })
  void numbersArePrintedAsPythonDoes(String number, String repr) {
    assertThat(PythonNumbers.repr(Double.parseDouble(number))).isEqualTo(repr);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void printedNumbersReadBackAsThemselves(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value) && !Double.isInfinite(value)) {
        assertThat(Double.parseDouble(PythonNumbers.repr(value))).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1d", "0x1p3", "nan", "inf", "1,5", "1 2", "e5", ".", "1e999"})
  void whatIsNoUsableNumberIsRefused(String text) {
    assertThatThrownBy(() -> PythonNumbers.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void spacesAndExponentsAreRead() {
    assertThat(PythonNumbers.parse(" 969 ")).isEqualTo(969);
    assertThat(PythonNumbers.parse("-1.5e-3")).isEqualTo(-0.0015);
    assertThat(PythonNumbers.parse(".5")).isEqualTo(0.5);
    assertThat(PythonNumbers.parse("5.")).isEqualTo(5);
  }

  /** The lanes are added up pairwise, and what is left after them one by one. */
  @Test
  void numpyAddsInEightLanes() {
    double[] values = new double[9];
    Arrays.fill(values, 0x1p-53);
    values[0] = 1;
    assertThat(PythonNumbers.sum(values)).isEqualTo(1);
    assertThat(PythonNumbers.numpySum(values)).isEqualTo(1 + 8 * 0x1p-53);
    assertThat(PythonNumbers.numpySum(Arrays.copyOf(values, 7))).isEqualTo(1);
  }

  /** Of numpy 2.4 for values i^3 modulo 1009 over 7. */
  @ParameterizedTest
  @CsvSource({"8", "22", "128", "129", "300"})
  void numpySumsOfManyAreCloseToTheExactOne(int count) {
    double[] values = new double[count];
    long exact = 0;
    for (int i = 0; i < count; i++) {
      long cube = (long) i * i * i % 1009;
      exact += cube;
      values[i] = cube / 7.0;
    }
    assertThat(PythonNumbers.numpySum(values)).isEqualTo(exact / 7.0, within(exact * 1e-16));
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void weightsBelowZeroOrOfNothingAreRefused() {
    assertThatThrownBy(() -> PythonNumbers.normalized(new double[] {1, -1, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a weight of -1.0 is below 0");
    assertThatThrownBy(() -> PythonNumbers.normalized(new double[] {0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sum up to 0");
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void powersAreExactToTheLastBitOrSo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    assertThat(PythonNumbers.power(0, 0.3)).isZero();
    assertThat(PythonNumbers.power(1, 0.3)).isEqualTo(1);
    assertThat(PythonNumbers.power(0.25, 0.5)).isEqualTo(0.5);
    assertThat(PythonNumbers.power(0.3, 1)).isEqualTo(0.3);
    for (int i = 0; i < 50; i++) {
      double base = random.nextDouble() * Math.pow(10, -random.nextInt(9));
      double expected = StrictMath.pow(base, 0.3);
      assertThat(Math.abs(PythonNumbers.power(base, 0.3) - expected))
          .isLessThanOrEqualTo(Math.ulp(expected));
    }
  }
}
