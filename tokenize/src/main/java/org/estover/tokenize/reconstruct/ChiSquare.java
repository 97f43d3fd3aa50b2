package org.estover.tokenize.reconstruct;

/**
 * The chi-square distribution: the regularized upper incomplete gamma function of half its
 * arguments, as a series where that converges fast and as a continued fraction elsewhere
 * (Abramowitz and Stegun, 6.5.29 and 6.5.31), to some 14 digits.
 */
final class ChiSquare {
  private static final double PRECISION = 1e-16;
  private static final double TINY = 1e-300;

  private ChiSquare() {}

  /** The probability of a value of {@code statistic} or more, for 1 to 300 degrees of freedom. */
  static double survival(double statistic, int degrees) {
    if (degrees < 1 || degrees > 300 || !(statistic >= 0)) {
      throw new IllegalArgumentException(
          "chi-square " + statistic + " of " + degrees + " degrees of freedom");
    }
    double a = degrees / 2.0;
    double x = statistic / 2;
    if (x == 0) {
      return 1;
    }
    double scale = Math.exp(a * Math.log(x) - x - logGamma(degrees));
    return x < a + 1 ? 1 - scale * series(a, x) : scale * fraction(a, x);
  }

  /** The logarithm of gamma(degrees / 2), by the recursion from gamma(1/2) or gamma(1). */
  private static double logGamma(int degrees) {
    double log = degrees % 2 == 0 ? 0 : Math.log(Math.PI) / 2;
    for (int twice = degrees % 2 == 0 ? 2 : 1; twice < degrees; twice += 2) {
      log += Math.log(twice / 2.0);
    }
    return log;
  }

  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (double n = a + 1; term > sum * PRECISION; n++) {
      term *= x / n;
      sum += term;
    }
    return sum;
  }

  /** By W. J. Lentz's method. */
  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    for (int i = 1; i < 10_000; i++) {
      double numerator = -i * (i - a);
      b += 2;
      d = 1 / notZero(numerator * d + b);
      c = notZero(b + numerator / c);
      double factor = c * d;
      value *= factor;
      if (Math.abs(factor - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double notZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}
