package org.estover.licensing.terms.agreement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.book.Money;

/**
 * An exact rational number of zero or more, in lowest terms: a rate, a share, or a sum on its way
 * to being rounded once.
 *
 * @param numerator zero or more
 * @param denominator above zero, without a factor in common with the numerator
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

  /** Nothing. */
  public static final Ratio ZERO = new Ratio(BigInteger.ZERO, BigInteger.ONE);

  /** The whole. */
  public static final Ratio ONE = new Ratio(BigInteger.ONE, BigInteger.ONE);

  private static final Pattern FRACTION = Pattern.compile("([0-9]{1,30})/([0-9]{1,30})");
  private static final Pattern DECIMAL = Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{1,30})?)(%?)");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int PERCENT_DECIMALS = 4;

  public Ratio {
    if (numerator.signum() < 0 || denominator.signum() <= 0) {
      throw Errors.badRatio(numerator + "/" + denominator);
    }
    BigInteger common = numerator.gcd(denominator);
    if (!common.equals(BigInteger.ONE)) {
      numerator = numerator.divide(common);
      denominator = denominator.divide(common);
    }
  }

  /** The ratio of two counts. */
  public static Ratio of(long numerator, long denominator) {
    return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** Reads {@code 1/50}, {@code 0.02} or {@code 2%}; all three are the same number. */
  public static Ratio parse(String text) {
    Matcher fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      return new Ratio(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2)));
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (!decimal.matches()) {
      throw Errors.badRatio(text);
    }
    BigDecimal value = new BigDecimal(decimal.group(1));
    BigInteger scale = BigInteger.TEN.pow(value.scale());
    Ratio number = new Ratio(value.unscaledValue(), scale);
    return decimal.group(2).isEmpty() ? number : number.times(of(1, 100));
  }

  /** The exact sum. */
  public Ratio plus(Ratio other) {
    return new Ratio(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The exact difference, which must be zero or more. */
  public Ratio minus(Ratio other) {
    return new Ratio(
        numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The exact product. */
  public Ratio times(Ratio other) {
    return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** What is missing to one, of a ratio that is not above it. */
  public Ratio complement() {
    return new Ratio(denominator.subtract(numerator), denominator);
  }

  /** The greater of both. */
  public Ratio max(Ratio other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The lesser of both. */
  public Ratio min(Ratio other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** This ratio of an amount of zero or more, in minor units, exactly. */
  public Ratio ofMinorUnits(Money amount) {
    return times(new Ratio(BigInteger.valueOf(amount.minorUnits()), BigInteger.ONE));
  }

  /** The greatest integer that is not above it. */
  public BigInteger floor() {
    return numerator.divide(denominator);
  }

  /** The nearest integer; a half goes to the even neighbour. */
  public BigInteger halfEven() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    int half = parts[1].shiftLeft(1).compareTo(denominator);
    boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
    return up ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  @Override
  public int compareTo(Ratio other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /**
   * The ratio for people: {@code 2.5%} where four decimals say it exactly, else the nearest with a
   * {@code ~} before it.
   */
  public String percent() {
    BigDecimal exact = new BigDecimal(numerator).multiply(HUNDRED);
    BigDecimal shown =
        exact.divide(new BigDecimal(denominator), PERCENT_DECIMALS, RoundingMode.HALF_EVEN);
    boolean same = shown.multiply(new BigDecimal(denominator)).compareTo(exact) == 0;
    String digits = shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    return (same ? "" : "~") + digits + "%";
  }

  /** The canonical form, {@code 1/50}. */
  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
