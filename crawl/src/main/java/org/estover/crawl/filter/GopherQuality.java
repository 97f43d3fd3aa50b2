package org.estover.crawl.filter;

import java.util.BitSet;
import java.util.List;

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
final class GopherQuality implements Filter {
  /** The name of the profile that holds this filter alone. */
  public static final String PROFILE = "gopher-quality";

  private static final String NAME = "gopher-quality-whitespace-v1";
  private static final int MIN_WORDS = 50;
  private static final int MAX_WORDS = 100_000;
  private static final int MIN_MEAN_LENGTH = 3;
  private static final int MAX_MEAN_LENGTH = 10;
  private static final double MAX_SYMBOLS_PER_WORD = 0.1;
  private static final double MAX_BULLET_LINES = 0.9;
  private static final double MAX_ELLIPSIS_LINES = 0.3;
  private static final double MIN_ALPHABETIC_WORDS = 0.8;
  private static final int MIN_STOP_WORDS = 2;
  private static final List<String> STOP_WORDS =
      List.of("the", "be", "to", "of", "and", "that", "have", "with");
  private static final BitSet PUNCTUATION = punctuation();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge(CharSequence text) {
    Words words = Words.of(text);
    if (words.plain < MIN_WORDS) {
      return drop("gopher_short_doc");
    }
    if (words.plain > MAX_WORDS) {
      return drop("gopher_long_doc");
    }
    if (words.plainLength < (long) MIN_MEAN_LENGTH * words.plain) {
      return drop("gopher_below_avg_threshold");
    }
    if (words.plainLength > (long) MAX_MEAN_LENGTH * words.plain) {
      return drop("gopher_above_avg_threshold");
    }
    if ((double) words.hashes / words.all > MAX_SYMBOLS_PER_WORD) {
      return drop("gopher_too_many_hashes");
    }
    if ((double) words.ellipses / words.all > MAX_SYMBOLS_PER_WORD) {
      return drop("gopher_too_many_ellipsis");
    }
    Lines lines = Lines.of(text);
    if ((double) lines.bullets / lines.all > MAX_BULLET_LINES) {
      return drop("gopher_too_many_bullets");
    }
    if ((double) lines.ellipses / lines.all > MAX_ELLIPSIS_LINES) {
      return drop("gopher_too_many_end_ellipsis");
    }
    if ((double) words.alphabetic / words.all < MIN_ALPHABETIC_WORDS) {
      return drop("gopher_below_alpha_threshold");
    }
    if (Integer.bitCount(words.stopWords) < MIN_STOP_WORDS) {
      return drop("gopher_enough_stop_words");
    }
    return Verdict.KEEP;
  }

  private static Verdict drop(String reason) {
    return new Verdict.Drop(NAME, reason);
  }

  private static BitSet punctuation() {
    BitSet set = new BitSet();
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".chars().forEach(set::set);
    ("\u00ab\u00b4\u00bb\u2013\u2014\u2019\u201c\u201d\u201e\u2026\u2236\u2501\u25ba\u3001\u3002"
            + "\u3008\u3009\u300a\u300b\u300c\u300d\u3010\u3011\uff01\uff05\uff08\uff09\uff0c"
            + "\uff0e\uff11\uff1a\uff1b\uff1f\uff5e")
        .chars()
        .forEach(set::set);
    set.set(0, 9);
    set.set(11, 13);
    set.set(13, 32);
    set.set(127, 160);
    return set;
  }

  /** Counts over the words of a text: the runs between white space. */
  private static final class Words {
    private int all;
    private int plain;
    private long plainLength;
    private int alphabetic;
    private int hashes;
    private int ellipses;
    private int stopWords;

    static Words of(CharSequence text) {
      Words words = new Words();
      int length = text.length();
      int at = 0;
      while (at < length) {
        if (Letters.isSpace(text.charAt(at))) {
          at++;
        } else {
          at = words.word(text, at);
        }
      }
      return words;
    }

    private int word(CharSequence text, int start) {
      boolean hasLetter = false;
      boolean isPlain = false;
      int codePoints = 0;
      int dots = 0;
      int at = start;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (Letters.isSpace(c)) {
          break;
        }
        int codePoint = Letters.codePointAt(text, at);
        at += Character.charCount(codePoint);
        codePoints++;
        if (Letters.isLetter(codePoint)) {
          hasLetter = true;
          isPlain = true;
          dots = 0;
          continue;
        }
        isPlain |= !PUNCTUATION.get(codePoint);
        dots = codePoint == '.' ? dots + 1 : 0;
        if (dots == 3) {
          ellipses++;
          dots = 0;
        }
        ellipses += codePoint == '\u2026' ? 1 : 0;
        hashes += codePoint == '#' ? 1 : 0;
      }
      all++;
      alphabetic += hasLetter ? 1 : 0;
      if (isPlain) {
        plain++;
        plainLength += codePoints;
      }
      noteStopWord(text, start, at - start);
      return at;
    }

    private void noteStopWord(CharSequence text, int start, int length) {
      if (length < 2 || length > 4) {
        return;
      }
      for (int i = 0; i < STOP_WORDS.size(); i++) {
        String word = STOP_WORDS.get(i);
        if (word.length() == length && Letters.startsWith(text, start, word)) {
          stopWords |= 1 << i;
        }
      }
    }
  }

  /** Counts over the lines of a text. */
  private static final class Lines {
    private int all;
    private int bullets;
    private int ellipses;

    static Lines of(CharSequence text) {
      Lines lines = new Lines();
      int start = 0;
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (Letters.isLineEnd(c)) {
          lines.line(text, start, at - 1);
          if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
            at++;
          }
          start = at;
        }
      }
      if (start < text.length()) {
        lines.line(text, start, text.length());
      }
      return lines;
    }

    private void line(CharSequence text, int from, int to) {
      int start = from;
      while (start < to && Letters.isSpace(text.charAt(start))) {
        start++;
      }
      int end = to;
      while (end > start && Letters.isSpace(text.charAt(end - 1))) {
        end--;
      }
      all++;
      if (start == end) {
        return;
      }
      char first = text.charAt(start);
      bullets += first == '\u2022' || first == '-' ? 1 : 0;
      boolean dots = end - start >= 3 && Letters.startsWith(text, end - 3, "...");
      ellipses += dots || text.charAt(end - 1) == '\u2026' ? 1 : 0;
    }
  }
}
