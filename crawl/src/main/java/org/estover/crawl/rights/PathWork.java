package org.estover.crawl.rights;

/**
 * How much looking for patterns one decision about a page may take, in characters of its path that
 * are looked at; for one thread.
 *
 * <p>A file of 26,000 patterns with stars that nearly match, and a path of 16 KiB, would cost a
 * second a page. No honest file comes near the limit: it is 2,000 patterns that are tried in vain
 * on a path of 2,000 characters, of which most are not tried, as {@link GramIndex} leaves them out.
 */
final class PathWork {
  /** Some milliseconds. */
  private static final long MOST = 4_000_000;

  /** What an answer says that was not worked out. */
  static final String TOO_MUCH = "too many patterns that nearly match; taken for a match";

  /** What there is for who cannot use up the most: not counted, and so shared by all. */
  private static final PathWork ENOUGH = new PathWork(false);

  /** How many characters one of a URL becomes at most in its uniform encoding. */
  private static final int ENCODED = 9;

  private final boolean counted;
  private long left = MOST;

  private PathWork(boolean counted) {
    this.counted = counted;
  }

  /**
   * What may be spent on a URL.
   *
   * @param patterns how many patterns are looked at altogether, at most
   */
  static PathWork on(String url, long patterns) {
    return patterns * url.length() * ENCODED <= MOST ? ENOUGH : new PathWork(true);
  }

  /** Takes a part of what is left; false if there is not as much. */
  boolean take(long characters) {
    if (!counted) {
      return true;
    }
    left -= characters;
    return left >= 0;
  }

  /** Whether more was wanted than there was. */
  boolean isOver() {
    return left < 0;
  }
}
