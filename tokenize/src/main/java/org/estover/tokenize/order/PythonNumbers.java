package org.estover.tokenize.order;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Python's and numpy's arithmetic on doubles, to the last bit.
 *
 * <p>Sums are those of Python before 3.12, which adds from left to right; later ones carry a
 * compensation, and weights that they normalize can differ in the last bit.
 */
final class PythonNumbers {
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final int NUMPY_BLOCK = 128;
  private static final int NUMPY_LANES = 8;
  private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);

  private PythonNumbers() {}

  /** What {@code float(text)} is; not a number and infinity are refused. */
  static double parse(String text) {
    String stripped = text.strip();
    if (!FLOAT.matcher(stripped).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no number such as 969, 0.5 or 1e-3");
    }
    double value = Double.parseDouble(stripped);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("\"" + text + "\" is too large a number");
    }
    return value;
  }

  /** {@code sum(values)}. */
  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** {@code numpy.sum(values)}: pairwise, and by eight lanes below 128 values. */
  static double numpySum(double[] values) {
    return numpySum(values, 0, values.length);
  }

  private static double numpySum(double[] values, int from, int count) {
    if (count < NUMPY_LANES) {
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += values[i];
      }
      return sum;
    }
    if (count > NUMPY_BLOCK) {
      int half = count / 2;
      half -= half % NUMPY_LANES;
      return numpySum(values, from, half) + numpySum(values, from + half, count - half);
    }
    double[] lanes = Arrays.copyOfRange(values, from, from + NUMPY_LANES);
    int i = NUMPY_LANES;
    for (; i < count - count % NUMPY_LANES; i++) {
      lanes[i % NUMPY_LANES] += values[from + i];
    }
    double sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    for (; i < count; i++) {
      sum += values[from + i];
    }
    return sum;
  }

  /** {@code [value / sum(values) for value in values]}. */
  static double[] normalized(double[] values) {
    return divided(values, sum(values));
  }

  /** {@code values / numpy.sum(values)}. */
  static double[] numpyNormalized(double[] values) {
    return divided(values, numpySum(values));
  }

  private static double[] divided(double[] values, double sum) {
    for (double value : values) {
      if (!(value >= 0)) {
        throw new IllegalArgumentException("a weight of " + value + " is below 0");
      }
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException(
          "weights " + Arrays.toString(values) + " sum up to " + sum);
    }
    return Arrays.stream(values).map(value -> value / sum).toArray();
  }

  /**
   * {@code base ** exponent} for a base in [0, 1], correctly rounded. C libraries are, but for a
   * case in some hundred; Java's own {@code pow} is less exact than they are.
   */
  static double power(double base, double exponent) {
    if (base == 0 || base == 1) {
      return exponent == 0 ? 1 : base;
    }
    BigDecimal log = logarithm(new BigDecimal(base));
    return exponential(log.multiply(new BigDecimal(exponent), DIGITS)).doubleValue();
  }

  /** ln x = 2 artanh((x-1)/(x+1)), after halving or doubling x into [2/3, 4/3]. */
  private static BigDecimal logarithm(BigDecimal value) {
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal low = BigDecimal.valueOf(2).divide(BigDecimal.valueOf(3), DIGITS);
    BigDecimal high = low.multiply(two);
    BigDecimal x = value;
    int doublings = 0;
    while (x.compareTo(low) < 0) {
      x = x.multiply(two, DIGITS);
      doublings++;
    }
    while (x.compareTo(high) > 0) {
      x = x.divide(two, DIGITS);
      doublings--;
    }
    BigDecimal rest = artanh(x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), DIGITS));
    BigDecimal lnTwo = artanh(BigDecimal.ONE.divide(BigDecimal.valueOf(3), DIGITS)).multiply(two);
    return rest.multiply(two).subtract(lnTwo.multiply(BigDecimal.valueOf(doublings)), DIGITS);
  }

  private static BigDecimal artanh(BigDecimal value) {
    BigDecimal square = value.multiply(value, DIGITS);
    BigDecimal power = value;
    BigDecimal sum = value;
    for (int n = 3; power.signum() != 0 && power.scale() - power.precision() < 60; n += 2) {
      power = power.multiply(square, DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
    }
    return sum;
  }

  /** The series of e^x for x/2^20, squared twenty times. */
  private static BigDecimal exponential(BigDecimal value) {
    int squarings = 20;
    BigDecimal small = value.divide(new BigDecimal(BigInteger.ONE.shiftLeft(squarings)), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n <= 16; n++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < squarings; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** {@code repr(value)}: the shortest decimal that reads back as the same double. */
  static String repr(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(value + " is no finite number");
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    String digits = shortest.stripTrailingZeros().unscaledValue().abs().toString();
    int exponent = shortest.precision() - shortest.scale() - 1;
    String sign = value < 0 ? "-" : "";
    if (exponent < -4 || exponent >= 16) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
      return sign + digits.charAt(0) + fraction + "e" + power + Math.abs(exponent);
    }
    String plain = shortest.stripTrailingZeros().abs().toPlainString();
    return sign + plain + (plain.contains(".") ? "" : ".0");
  }
}
