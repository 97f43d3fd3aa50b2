package org.estover.crawl.read;

/**
 * How many bytes one file may unpack to, through all that is packed in one another: more than any
 * text that people pack gives, and less than what hostile files do.
 */
final class UnpackBudget {
  /** Wikipedia's dumps unpack to 4 to 8 times their size, tables of one value to a hundred. */
  private static final long RATIO = 250;

  private static final long ALWAYS = 256L << 20;

  private long left;

  private UnpackBudget(long left) {
    this.left = left;
  }

  /** What a file of a size may unpack to. */
  static UnpackBudget of(long size) {
    return new UnpackBudget(Math.max(ALWAYS, size * RATIO));
  }

  /** Spends bytes; returns whether they were there. */
  boolean spend(long bytes) {
    left -= bytes;
    return left >= 0;
  }
}
