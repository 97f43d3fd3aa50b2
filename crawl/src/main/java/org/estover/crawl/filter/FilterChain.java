package org.estover.crawl.filter;

import java.util.List;

/**
 * Several filters, one after another: the first that drops a text decides, and what one leaves of
 * the text is what the next one judges.
 *
 * <p>A text is split into words and lines once for all of them. The memory for that is kept for the
 * next text, so a chain serves one thread.
 */
public final class FilterChain {
  private final List<Filter> filters;
  private final SplitText split = new SplitText();

  /** Makes a chain of filters in their order. */
  public FilterChain(List<Filter> filters) {
    this.filters = List.copyOf(filters);
  }

  /**
   * Returns the chain of a profile.
   *
   * @throws IllegalArgumentException if there is no such profile
   */
  public static FilterChain of(String profile) {
    return new FilterChain(Filters.profile(profile));
  }

  /** Judges a text. The verdict on one that stays holds what of it the last filter would see. */
  public Verdict judge(CharSequence text) {
    CharSequence left = text;
    boolean isSplit = false;
    boolean isWhole = true;
    for (Filter filter : filters) {
      Verdict verdict;
      if (filter instanceof SplitFilter rule) {
        verdict = rule.judge(isSplit ? split : split.read(left));
        isSplit = true;
      } else {
        verdict = filter.judge(left);
      }
      if (verdict instanceof Verdict.Drop) {
        return verdict;
      }
      if (verdict instanceof Verdict.Keep keep && keep.left() != null) {
        left = keep.left();
        isSplit = false;
        isWhole = false;
      }
    }
    return isWhole ? Verdict.KEEP : new Verdict.Keep(left.toString());
  }
}
