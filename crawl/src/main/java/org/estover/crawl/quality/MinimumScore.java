package org.estover.crawl.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Keeps a text whose score is high enough. Scores have six digits after the point, as they are
 * written, so that one that was read in a file keeps the same texts.
 *
 * @param millionths the least score
 */
public record MinimumScore(int millionths) {
  /** The highest score, which is fastText's. */
  public static final int MOST_MILLIONTHS = 1_000_020;

  private static final int DIGITS = 6;
  private static final int MOST_SCALE = 100;

  /**
   * The least score as a person writes it.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public static MinimumScore of(BigDecimal least) {
    // A number of few letters may have digits without end.
    if (Math.abs((long) least.scale()) > MOST_SCALE) {
      String expected = "0 to 1 with " + MOST_SCALE + " digits after the point at most";
      throw Errors.outOfBounds("the least score", least, expected);
    }
    if (least.signum() < 0 || least.compareTo(BigDecimal.ONE) > 0) {
      throw Errors.outOfBounds("the least score", least.toPlainString(), "0 to 1");
    }
    // More digits than scores have ask for the next higher one.
    BigDecimal rounded = least.movePointRight(DIGITS).setScale(0, RoundingMode.CEILING);
    return new MinimumScore(rounded.intValueExact());
  }

  /** A score in millionths. */
  public static int millionths(double score) {
    return (int) Math.max(0, Math.min(MOST_MILLIONTHS, Math.round(score * 1e6)));
  }

  /** A score with its six digits. */
  public static BigDecimal decimal(double score) {
    return BigDecimal.valueOf(millionths(score), DIGITS);
  }

  /** Whether a text of this score stays. */
  public boolean keeps(double score) {
    return millionths(score) >= millionths;
  }
}
