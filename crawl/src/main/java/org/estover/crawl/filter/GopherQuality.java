package org.estover.crawl.filter;

/**
 * The quality rule of Gopher, in the reading of datatrove with words split at white space.
 *
 * <p>Tests in this order; the first that fails gives the reason: 50 to 100,000 words that are not
 * punctuation alone; their mean length 3 to 10 code points; at most 0.1 hashes a word; at most 0.1
 * ellipses a word; at most 0.9 of the lines begin with a bullet; at most 0.3 end with an ellipsis;
 * at least 0.8 of the words hold a letter; at least 2 different words of {@code the be to of and
 * that have with}.
 *
 * <p>The way of splitting words is part of the rule and of its name: with a tokenizer that makes
 * words of punctuation marks most technical text fails. One pass over the text, no word is copied.
 *
 * @see <a href="https://arxiv.org/abs/2112.11446">Rae et al. 2021, appendix A.1.1</a>
 */
final class GopherQuality implements SplitFilter {
  /** The name of the profile that holds the older of the two rules alone. */
  static final String PROFILE = "gopher-quality";

  /** Punctuation is a list of common marks. */
  static final GopherQuality V1 = new GopherQuality("gopher-quality-whitespace-v1", false, false);

  /** Punctuation is that and what ends sentences in all scripts, as datatrove has it. */
  static final GopherQuality V2 = new GopherQuality("gopher-quality-whitespace-v2", true, false);

  /**
   * The newer one for texts of any language: no English words are asked for, and where a script
   * parts words by no space, two of its letters are a word and words have no mean length.
   */
  static final GopherQuality ANY_LANGUAGE =
      new GopherQuality("gopher-quality-any-language-v1", true, true);

  private static final int LETTERS_OF_UNSPACED_WORD = 2;
  private static final int MIN_WORDS = 50;
  private static final int MAX_WORDS = 100_000;
  private static final int MIN_MEAN_LENGTH = 3;
  private static final int MAX_MEAN_LENGTH = 10;
  private static final double MAX_SYMBOLS_PER_WORD = 0.1;
  private static final double MAX_BULLET_LINES = 0.9;
  private static final double MAX_ELLIPSIS_LINES = 0.3;
  private static final double MIN_ALPHABETIC_WORDS = 0.8;
  private static final int MIN_STOP_WORDS = 2;

  private final String name;
  private final boolean countsTerminals;
  private final boolean takesAnyLanguage;

  private GopherQuality(String name, boolean countsTerminals, boolean takesAnyLanguage) {
    this.name = name;
    this.countsTerminals = countsTerminals;
    this.takesAnyLanguage = takesAnyLanguage;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Verdict judge(SplitText text) {
    int plain = text.plainWords(countsTerminals);
    long plainLength = text.plainLength(countsTerminals);
    int unspaced = takesAnyLanguage ? text.unspacedLetters() : 0;
    int unspacedWords = unspaced / LETTERS_OF_UNSPACED_WORD;
    if (plain + unspacedWords < MIN_WORDS) {
      return drop("gopher_short_doc");
    }
    if (plain + unspacedWords > MAX_WORDS) {
      return drop("gopher_long_doc");
    }
    if (unspaced <= plainLength / 2) {
      if (plainLength < (long) MIN_MEAN_LENGTH * plain) {
        return drop("gopher_below_avg_threshold");
      }
      if (plainLength > (long) MAX_MEAN_LENGTH * plain) {
        return drop("gopher_above_avg_threshold");
      }
    }
    double words = text.words() + unspacedWords;
    if (text.hashes() / words > MAX_SYMBOLS_PER_WORD) {
      return drop("gopher_too_many_hashes");
    }
    if (text.ellipses() / words > MAX_SYMBOLS_PER_WORD) {
      return drop("gopher_too_many_ellipsis");
    }
    Lines lines = Lines.of(text);
    if ((double) lines.bullets / lines.all > MAX_BULLET_LINES) {
      return drop("gopher_too_many_bullets");
    }
    if ((double) lines.ellipses / lines.all > MAX_ELLIPSIS_LINES) {
      return drop("gopher_too_many_end_ellipsis");
    }
    if (text.alphabeticWords() / (double) text.words() < MIN_ALPHABETIC_WORDS) {
      return drop("gopher_below_alpha_threshold");
    }
    if (!takesAnyLanguage && text.stopWords() < MIN_STOP_WORDS) {
      return drop("gopher_enough_stop_words");
    }
    return Verdict.KEEP;
  }

  private Verdict drop(String reason) {
    return new Verdict.Drop(name, reason);
  }

  /** Counts over the lines of a text. */
  private static final class Lines {
    private int all;
    private int bullets;
    private int ellipses;

    static Lines of(SplitText text) {
      Lines lines = new Lines();
      lines.all = text.lines();
      for (int line = 0; line < lines.all; line++) {
        lines.line(text, text.lineStart(line), text.lineEnd(line));
      }
      return lines;
    }

    private void line(SplitText text, int from, int to) {
      int start = text.stripStart(from, to);
      if (start == to) {
        return;
      }
      char[] chars = text.chars();
      bullets += chars[start] == '\u2022' || chars[start] == '-' ? 1 : 0;
      int end = text.stripEnd(start, to);
      boolean dots = end - start >= 3 && Letters.startsWith(chars, end - 3, end, "...");
      ellipses += dots || chars[end - 1] == '\u2026' ? 1 : 0;
    }
  }
}
