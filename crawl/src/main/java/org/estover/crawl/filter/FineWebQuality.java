package org.estover.crawl.filter;

/**
 * The quality rule of FineWeb, in the reading of datatrove with words split at white space.
 *
 * <p>Tests in this order, over the lines that are not blank; the first that fails gives the reason:
 * there is one; at least 0.12 of them end with the end of a sentence; at most 0.67 have 30 code
 * points or fewer; at most 0.01 of the text without line feeds stands in lines that stood before;
 * at most 0.3 line feeds a word.
 *
 * @see <a href="https://arxiv.org/abs/2406.17557">Penedo et al. 2024, section 3.5</a>
 */
final class FineWebQuality implements SplitFilter {
  private static final String NAME = "fineweb-quality-whitespace-v1";
  private static final double MIN_ENDED_LINES = 0.12;
  private static final double MAX_SHORT_LINES = 0.67;
  private static final int SHORT_LINE = 30;
  private static final double MAX_REPEATED_TEXT = 0.01;
  private static final double MAX_LINES_PER_WORD = 0.3;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge(SplitText text) {
    Lines lines = Lines.of(text);
    if (lines.all == 0) {
      return drop("empty");
    }
    if (lines.ended / (double) lines.all < MIN_ENDED_LINES) {
      return drop("line_punct_ratio");
    }
    if (lines.brief / (double) lines.all > MAX_SHORT_LINES) {
      return drop("short_line_ratio");
    }
    if (lines.repeatedLength / (double) (text.length() - lines.lineFeeds) > MAX_REPEATED_TEXT) {
      return drop("char_dup_ratio");
    }
    if (lines.lineFeeds / (double) lines.words > MAX_LINES_PER_WORD) {
      return drop("list_ratio");
    }
    return Verdict.KEEP;
  }

  private static Verdict drop(String reason) {
    return new Verdict.Drop(NAME, reason);
  }

  /** Counts over the lines of a text. */
  private static final class Lines {
    private int all;
    private int ended;
    private int brief;
    private int lineFeeds;
    private int words;
    private long repeatedLength;

    static Lines of(SplitText text) {
      Lines lines = new Lines();
      Ranges ranges = text.ranges();
      char[] chars = text.chars();
      int size = text.size();
      int start = 0;
      while (start <= size) {
        int words = 0;
        boolean isInWord = false;
        int end = start;
        for (; end < size && chars[end] != '\n'; end++) {
          boolean isInSpace = Letters.isSpace(chars[end]);
          words += isInWord || isInSpace ? 0 : 1;
          isInWord = !isInSpace;
        }
        if (words > 0) {
          lines.words += words;
          lines.line(text, ranges, start, end);
        }
        lines.lineFeeds += end < size ? 1 : 0;
        start = end + 1;
      }
      return lines;
    }

    private void line(SplitText text, Ranges ranges, int start, int end) {
      int length = text.length(start, end);
      all++;
      ended += Letters.isTerminal(text.codePointBefore(start, end)) ? 1 : 0;
      brief += length <= SHORT_LINE ? 1 : 0;
      repeatedLength += ranges.add(start, end) ? 0 : length;
    }
  }
}
