package org.estover.crawl.filter.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Dolma's reading of Gopher's rules test by test, with a list for each n-gram. */
public final class LiteralDolmaGopher {
  private static final Set<String> REQUIRED =
      Set.of("the", "be", "to", "of", "and", "that", "have", "with");
  private static final double[] GRAMS = {0.2, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.10};

  private LiteralDolmaGopher() {}

  /** Returns the reason of the first failure, or "". */
  public static String reason(String text) {
    List<String> words = PythonText.split(text);
    if (words.size() < 50) {
      return "word_count_low";
    }
    if (words.size() > 100_000) {
      return "word_count_high";
    }
    int[] lengths = words.stream().mapToInt(PythonText::length).sorted().toArray();
    double median = (lengths[(lengths.length - 1) / 2] + lengths[lengths.length / 2]) / 2.0;
    if (median < 3) {
      return "median_word_length_low";
    }
    if (median > 10) {
      return "median_word_length_high";
    }
    if (share(words.stream().filter(word -> word.matches("(?s).*[#\u2026].*")), words.size())
        > 0.1) {
      return "symbol_to_word_ratio";
    }
    if (share(words.stream().filter(word -> word.matches("(?s).*\\p{L}.*")), words.size()) < 0.8) {
      return "fraction_of_words_with_alpha_character";
    }
    if (words.stream().filter(REQUIRED::contains).count() < 2) {
      return "required_word_count";
    }
    List<String> lines = Arrays.asList(text.split("\n", -1));
    if (share(lines.stream().filter(line -> line.matches("(?s)[*-].*")), lines.size()) > 0.9) {
      return "fraction_of_lines_starting_with_bullet_point";
    }
    if (share(lines.stream().filter(line -> line.endsWith("\u2026")), lines.size()) > 0.3) {
      return "fraction_of_lines_ending_with_ellipsis";
    }
    Map<String, Integer> counts = counts(lines);
    if (share(lines.stream().filter(line -> counts.getOrDefault(line, 0) > 1), lines.size())
        > 0.3) {
      return "fraction_of_duplicate_lines";
    }
    double length = Arrays.stream(lengths).sum();
    double repeated =
        lines.stream()
            .filter(line -> counts.getOrDefault(line, 0) > 1)
            .mapToInt(PythonText::length)
            .sum();
    if (rounded(repeated / length) > 0.3) {
      return "fraction_of_characters_in_duplicate_lines";
    }
    for (int n = 2; n <= 10; n++) {
      String reason = grams(words, n, length);
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    return "";
  }

  private static String grams(List<String> words, int n, double length) {
    List<List<String>> grams =
        IntStream.rangeClosed(0, words.size() - n)
            .mapToObj(at -> words.subList(at, at + n))
            .toList();
    Map<List<String>, Integer> counts = counts(grams);
    if (n <= 4) {
      int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
      List<String> top =
          grams.stream()
              .filter(gram -> counts.getOrDefault(gram, 0) == most)
              .findFirst()
              .orElse(List.of());
      return rounded(most * length(top) / length) > GRAMS[n - 2]
          ? "fraction_of_characters_in_most_common_" + n + "grams"
          : "";
    }
    double all = grams.stream().mapToDouble(LiteralDolmaGopher::length).sum();
    double repeated =
        grams.stream()
            .filter(gram -> counts.getOrDefault(gram, 0) > 1)
            .mapToDouble(LiteralDolmaGopher::length)
            .sum();
    return rounded(repeated / all) > GRAMS[n - 2]
        ? "fraction_of_characters_in_duplicate_" + n + "grams"
        : "";
  }

  private static <T> Map<T, Integer> counts(List<T> things) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    things.forEach(thing -> counts.merge(thing, 1, Integer::sum));
    return counts;
  }

  private static double length(List<String> words) {
    return words.stream().mapToInt(PythonText::length).sum();
  }

  private static double share(Stream<String> some, int all) {
    return rounded(some.count() / (double) all);
  }

  private static double rounded(double share) {
    return new BigDecimal(share).setScale(5, RoundingMode.HALF_EVEN).doubleValue();
  }
}
