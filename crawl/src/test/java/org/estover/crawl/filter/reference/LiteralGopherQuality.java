package org.estover.crawl.filter.reference;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gopher's quality rule test by test, each over its own list of words or lines. */
public final class LiteralGopherQuality {
  private static final Pattern PUNCTUATION =
      Pattern.compile(
          "[\\p{Punct}\\x00-\\x1f\\x7f-\\x9f\u00ab\u00b4\u00bb\u2013\u2014\u2019\u201c\u201d\u201e"
              + "\u2026\u2236\u2501\u25ba\u3001\u3002\u3008-\u300d\u3010\u3011\uff01\uff05\uff08"
              + "\uff09\uff0c\uff0e\uff11\uff1a\uff1b\uff1f\uff5e]+");
  private static final Set<String> STOP =
      Set.of("the", "be", "to", "of", "and", "that", "have", "with");

  private LiteralGopherQuality() {}

  /** Returns the reason of the first failure of the older rule, or "". */
  public static String reason(String text) {
    return reason(text, "");
  }

  /**
   * Returns the reason of the first failure of the newer rule, or "".
   *
   * @param terminals what is punctuation as well
   */
  public static String reason(String text, String terminals) {
    List<String> words = PythonText.split(text);
    List<String> plain = words.stream().filter(word -> !isPunctuation(word, terminals)).toList();
    if (plain.size() < 50) {
      return "gopher_short_doc";
    }
    double mean =
        plain.stream().mapToInt(word -> word.codePointCount(0, word.length())).average().orElse(0);
    if (mean < 3) {
      return "gopher_below_avg_threshold";
    }
    if (mean > 10) {
      return "gopher_above_avg_threshold";
    }
    double all = words.size();
    if (count(text, "#") / all > 0.1) {
      return "gopher_too_many_hashes";
    }
    if ((count(text, "\\.\\.\\.") + count(text, "\u2026")) / all > 0.1) {
      return "gopher_too_many_ellipsis";
    }
    return lines(text, words);
  }

  private static boolean isPunctuation(String word, String terminals) {
    return word.codePoints()
        .allMatch(
            c ->
                PUNCTUATION.matcher(Character.toString(c)).matches()
                    || terminals.codePoints().anyMatch(terminal -> terminal == c));
  }

  private static String lines(String text, List<String> words) {
    List<String> lines = PythonText.lines(text);
    double all = lines.size();
    if (lines.stream()
                .filter(line -> line.matches("(?s)" + PythonText.SPACE + "*[\u2022-].*"))
                .count()
            / all
        > 0.9) {
      return "gopher_too_many_bullets";
    }
    if (lines.stream()
                .filter(line -> line.matches("(?s).*(\\.\\.\\.|\u2026)" + PythonText.SPACE + "*"))
                .count()
            / all
        > 0.3) {
      return "gopher_too_many_end_ellipsis";
    }
    long alphabetic =
        words.stream().filter(word -> word.codePoints().anyMatch(Character::isLetter)).count();
    if (alphabetic / (double) words.size() < 0.8) {
      return "gopher_below_alpha_threshold";
    }
    Set<String> stop = new HashSet<>(words);
    stop.retainAll(STOP);
    return stop.size() < 2 ? "gopher_enough_stop_words" : "";
  }

  private static double count(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
