package org.estover.crawl.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Gopher's rules of quality and repetition in the reading of dolma: the measures of its tagger
 * {@code gopher_v1} with the limits of the mixer of dolma v1.6.
 *
 * <p>It differs from datatrove's reading: the median word length in place of the mean; symbols are
 * words that hold a hash or an ellipsis; bullets are {@code *} and {@code -} at the very start of a
 * line; required words are counted as often as they stand; shares are of the words' characters
 * without what stands between them; all places of a repeated line or n-gram count, the first as
 * well, and n-grams overlap. Each share is rounded to five places before it is compared, as dolma's
 * files hold it so. Tests in this order; the first that fails gives the reason, which is dolma's
 * name of the measure, with {@code _low} or {@code _high} where there are two limits.
 *
 * <p>Of dolma's other taggers toxic language, personal data and what a tokenizer repeats are not in
 * this.
 *
 * @see <a href="https://arxiv.org/abs/2402.00159">Soldaini et al. 2024, section 5</a>
 */
final class DolmaGopher implements SplitFilter {
  private static final String NAME = "gopher-dolma-v1";
  private static final int MIN_WORDS = 50;
  private static final int MAX_WORDS = 100_000;
  private static final int MIN_MEDIAN_LENGTH = 3;
  private static final int MAX_MEDIAN_LENGTH = 10;
  private static final int MIN_REQUIRED_WORDS = 2;
  private static final int PLACES = 5;
  private static final double LAST_PLACE = 1e-5;

  /** By n: the share of the most common n-gram, then of repeated ones. */
  private static final double[] MOST_OF_GRAMS = {
    0, 0, 0.2, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.10
  };

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge(SplitText text) {
    int words = text.words();
    if (words < MIN_WORDS) {
      return drop("word_count_low");
    }
    if (words > MAX_WORDS) {
      return drop("word_count_high");
    }
    WordNumbers numbers = text.numbers();
    int twiceMedian = numbers.twiceMedianLength();
    if (twiceMedian < 2 * MIN_MEDIAN_LENGTH) {
      return drop("median_word_length_low");
    }
    if (twiceMedian > 2 * MAX_MEDIAN_LENGTH) {
      return drop("median_word_length_high");
    }
    if (isAbove(text.wordsWithSymbols() / (double) words, 0.1)) {
      return drop("symbol_to_word_ratio");
    }
    if (rounded(text.alphabeticWords() / (double) words) < 0.8) {
      return drop("fraction_of_words_with_alpha_character");
    }
    if (text.requiredWords() < MIN_REQUIRED_WORDS) {
      return drop("required_word_count");
    }
    String reason = lines(text, numbers.length());
    if (reason.isEmpty()) {
      reason = grams(new WordSequences(text.seed(), numbers), numbers.length());
    }
    return reason.isEmpty() ? Verdict.KEEP : drop(reason);
  }

  private static String lines(SplitText text, long length) {
    Ranges ranges = text.ranges();
    char[] chars = text.chars();
    int all = 0;
    int bullets = 0;
    int ellipses = 0;
    for (int start = 0; start <= text.size(); all++) {
      int end = text.lineFeed(start, text.size());
      if (end > start) {
        bullets += chars[start] == '*' || chars[start] == '-' ? 1 : 0;
        ellipses += chars[end - 1] == '\u2026' ? 1 : 0;
      }
      ranges.add(start, end);
      start = end + 1;
    }
    if (isAbove(bullets / (double) all, 0.9)) {
      return "fraction_of_lines_starting_with_bullet_point";
    }
    if (isAbove(ellipses / (double) all, 0.3)) {
      return "fraction_of_lines_ending_with_ellipsis";
    }
    if (isAbove(ranges.repeated() / (double) all, 0.3)) {
      return "fraction_of_duplicate_lines";
    }
    return isAbove(ranges.repeatedLength() / (double) length, 0.3)
        ? "fraction_of_characters_in_duplicate_lines"
        : "";
  }

  private static String grams(WordSequences sequences, long length) {
    for (int n = 2; n < MOST_OF_GRAMS.length; n++) {
      sequences.lengthen();
      if (n <= 4) {
        if (isAbove(sequences.lengthOfTop() / (double) length, MOST_OF_GRAMS[n])) {
          return "fraction_of_characters_in_most_common_" + n + "grams";
        }
      } else if (isAbove(
          sequences.lengthOfRepeated() / (double) sequences.lengthOfAll(), MOST_OF_GRAMS[n])) {
        return "fraction_of_characters_in_duplicate_" + n + "grams";
      }
    }
    return "";
  }

  private static boolean isAbove(double share, double limit) {
    // What is rounded only where that can make a difference costs nothing elsewhere.
    return share > limit && (share > limit + LAST_PLACE || rounded(share) > limit);
  }

  private static double rounded(double share) {
    return new BigDecimal(share).setScale(PLACES, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static Verdict drop(String reason) {
    return new Verdict.Drop(NAME, reason);
  }
}
