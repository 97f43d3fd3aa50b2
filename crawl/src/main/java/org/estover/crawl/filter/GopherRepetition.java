package org.estover.crawl.filter;

import java.util.List;

/**
 * The repetition rule of Gopher, in the reading of datatrove with words split at white space.
 *
 * <p>Tests in this order, each a share of the text's code points or of its parts; the first that
 * fails gives the reason: repeated paragraphs (0.3 of them, 0.2 of the text), repeated lines (the
 * same), the most frequent 2-, 3- and 4-gram (0.2, 0.18, 0.16), repeated 5- to 10-grams (0.15 to
 * 0.10).
 *
 * <p>Paragraphs are what stands between two line feeds and more, with the text's ends stripped;
 * lines what stands between line feeds, unstripped, so that a text that begins and ends with line
 * feeds has two equal empty lines. The most frequent n-gram counts with its spaces, repeated ones
 * without, and these are equal if they read the same without spaces; datatrove has it so, and so
 * this has.
 *
 * <p>An empty text is dropped as such; datatrove divides by its length.
 *
 * <p>In that reading the most frequent n-gram may be one that stands once, if its words are long
 * enough. Where a script parts words by no space, what stands between spaces is a clause or a
 * paragraph, so the rule for any language asks that it stand twice.
 *
 * @see <a href="https://arxiv.org/abs/2112.11446">Rae et al. 2021, table A1</a>
 */
final class GopherRepetition implements SplitFilter {
  /** As datatrove has it. */
  static final GopherRepetition V1 = new GopherRepetition("gopher-repetition-whitespace-v1", 1);

  /** The rule for texts of any language. */
  static final GopherRepetition ANY_LANGUAGE =
      new GopherRepetition("gopher-repetition-any-language-v1", 2);

  private static final double MAX_REPEATED_PARTS = 0.3;
  private static final double MAX_REPEATED_TEXT = 0.2;

  /**
   * A limit on n-grams.
   *
   * @param share of the text's code points
   */
  private record Limit(int n, double share, String reason) {}

  private static final List<Limit> TOP =
      List.of(
          new Limit(2, 0.2, "top_2_gram"),
          new Limit(3, 0.18, "top_3_gram"),
          new Limit(4, 0.16, "top_4_gram"));
  private static final List<Limit> REPEATED =
      List.of(
          new Limit(5, 0.15, "duplicated_5_n_grams"),
          new Limit(6, 0.14, "duplicated_6_n_grams"),
          new Limit(7, 0.13, "duplicated_7_n_grams"),
          new Limit(8, 0.12, "duplicated_8_n_grams"),
          new Limit(9, 0.11, "duplicated_9_n_grams"),
          new Limit(10, 0.10, "duplicated_10_n_grams"));

  private final String name;
  private final int timesOfTop;

  private GopherRepetition(String name, int timesOfTop) {
    this.name = name;
    this.timesOfTop = timesOfTop;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Verdict judge(SplitText text) {
    int length = text.length();
    if (length == 0) {
      return drop("empty");
    }
    int start = text.stripStart(0, text.size());
    Parts paragraphs = Parts.of(text, start, text.stripEnd(start, text.size()), 2);
    if (paragraphs.repeatedShare() > MAX_REPEATED_PARTS) {
      return drop("dup_para_frac");
    }
    if (paragraphs.repeatedLength / (double) length > MAX_REPEATED_TEXT) {
      return drop("dup_para_char_frac");
    }
    Parts lines = Parts.of(text, 0, text.size(), 1);
    if (lines.repeatedShare() > MAX_REPEATED_PARTS) {
      return drop("dup_line_frac");
    }
    if (lines.repeatedLength / (double) length > MAX_REPEATED_TEXT) {
      return drop("dup_line_char_frac");
    }
    return grams(text.grams(), length);
  }

  private Verdict grams(Grams grams, int length) {
    long[] most = grams.mostOfTops();
    for (Limit limit : TOP) {
      int n = limit.n;
      // Counting costs far more than what it can come to at most, which is seldom near the limit.
      if (grams.has(n)
          && most[n] / (double) length > limit.share
          && grams.top(n, timesOfTop) / (double) length > limit.share) {
        return drop(limit.reason);
      }
    }
    for (Limit limit : REPEATED) {
      if (grams.repeatMoreThan(limit.share, limit.n, length)) {
        return drop(limit.reason);
      }
    }
    return Verdict.KEEP;
  }

  private Verdict drop(String reason) {
    return new Verdict.Drop(name, reason);
  }

  /** Counts over what stands between line feeds. */
  private static final class Parts {
    private long all;
    private long repeated;
    private long repeatedLength;

    double repeatedShare() {
      return repeated / (double) all;
    }

    /** The parts between so many line feeds and more. */
    static Parts of(SplitText text, int from, int to, int lineFeeds) {
      Parts parts = new Parts();
      Ranges ranges = text.ranges();
      char[] chars = text.chars();
      int start = from;
      int at = from;
      for (at = text.lineFeed(at, to); at < to; at = text.lineFeed(at, to)) {
        int end = at;
        while (at < to && chars[at] == '\n') {
          at++;
        }
        if (at - end >= lineFeeds) {
          parts.add(text, ranges, start, end);
          start = at;
        }
      }
      parts.add(text, ranges, start, to);
      return parts;
    }

    private void add(SplitText text, Ranges ranges, int start, int end) {
      all++;
      if (!ranges.add(start, end)) {
        repeated++;
        repeatedLength += text.length(start, end);
      }
    }
  }
}
