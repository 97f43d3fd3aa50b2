package org.estover.crawl.filter.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gopher's quality rule test by test, each over its own list of words or lines. */
public final class LiteralGopherQuality {
  private static final String SPACE =
      "[ \\t\\n\\x0b\\f\\r\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  private static final Pattern LINE_END =
      Pattern.compile("\\r\\n|[\\n\\x0b\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029]");
  private static final Pattern PUNCTUATION =
      Pattern.compile(
          "[\\p{Punct}\\x00-\\x1f\\x7f-\\x9f\u00ab\u00b4\u00bb\u2013\u2014\u2019\u201c\u201d\u201e"
              + "\u2026\u2236\u2501\u25ba\u3001\u3002\u3008-\u300d\u3010\u3011\uff01\uff05\uff08"
              + "\uff09\uff0c\uff0e\uff11\uff1a\uff1b\uff1f\uff5e]+");
  private static final Set<String> STOP =
      Set.of("the", "be", "to", "of", "and", "that", "have", "with");

  private LiteralGopherQuality() {}

  /** Returns the reason of the first failure, or "". */
  public static String reason(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.split(SPACE + "+")));
    words.removeIf(String::isEmpty);
    List<String> plain =
        words.stream().filter(word -> !PUNCTUATION.matcher(word).matches()).toList();
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

  private static String lines(String text, List<String> words) {
    List<String> lines = new ArrayList<>(Arrays.asList(LINE_END.split(text, -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    double all = lines.size();
    if (lines.stream().filter(line -> line.matches("(?s)" + SPACE + "*[\u2022-].*")).count() / all
        > 0.9) {
      return "gopher_too_many_bullets";
    }
    if (lines.stream()
                .filter(line -> line.matches("(?s).*(\\.\\.\\.|\u2026)" + SPACE + "*"))
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
