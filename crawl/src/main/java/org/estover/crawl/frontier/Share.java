package org.estover.crawl.frontier;

/**
 * How many pages of a whole crawl each registered domain may have, those of the levels before
 * included. Of a domain's URLs in a level the first ones are visited, by their keys.
 *
 * @param pages as many for each domain
 * @param oneMoreBelow a domain whose own key is smaller may have one page more
 */
public record Share(long pages, UrlKey oneMoreBelow) {
  private static final UrlKey NOBODY = new UrlKey(0, 0);

  /** Everything. */
  public static final Share ALL = even(Long.MAX_VALUE);

  /** As many for each domain, and none more. */
  static Share even(long pages) {
    return new Share(pages, NOBODY);
  }

  /** How many of a domain's URLs are visited in the level. */
  long of(Domain domain, long seed) {
    long left = pages - domain.spent();
    if (left < 0 || domain.urls() <= left) {
      return Math.max(0, Math.min(left, domain.urls()));
    }
    boolean oneMore =
        !oneMoreBelow.equals(NOBODY) && UrlKey.of(seed, domain.name()).compareTo(oneMoreBelow) < 0;
    return oneMore ? left + 1 : left;
  }

  /** Whether a domain could use one page more. */
  boolean isShortOf(Domain domain) {
    long left = pages - domain.spent();
    return left >= 0 && domain.urls() > left;
  }
}
