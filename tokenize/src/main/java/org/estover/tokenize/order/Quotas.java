package org.estover.tokenize.order;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Exact shares: how many sequences a source of a decimal weight gives. */
public final class Quotas {
  private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,12})?");

  private Quotas() {}

  /**
   * Computes {@code floor(weight * count)} without rounding in between.
   *
   * @param weight a decimal such as {@code "1"}, {@code "0.5"} or {@code "2.5"}
   * @throws IllegalArgumentException if the weight is no such decimal or the count is negative
   * @throws ArithmeticException if the result is no 64-bit number
   */
  public static long share(String weight, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("count " + count);
    }
    BigDecimal exact = parse(weight).multiply(new BigDecimal(BigInteger.valueOf(count)));
    return exact.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  /** Checks a weight: up to six digits, and up to twelve more after a point; ASCII only. */
  public static BigDecimal parse(String weight) {
    if (!WEIGHT.matcher(weight).matches()) {
      throw new IllegalArgumentException(
          "weight \"" + weight + "\" is no decimal such as 1, 0.5 or 2.5");
    }
    return new BigDecimal(weight);
  }
}
