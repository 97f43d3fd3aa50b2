package org.estover.crawl.filter.reference;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Gopher's repetition rule test by test, with a string for each n-gram. */
public final class LiteralGopherRepetition {
  private static final double[] TOP = {0.2, 0.18, 0.16};
  private static final double[] REPEATED = {0.15, 0.14, 0.13, 0.12, 0.11, 0.10};

  private LiteralGopherRepetition() {}

  /** Returns the reason of the first failure, or "". */
  public static String reason(String text) {
    double length = PythonText.length(text);
    if (text.isEmpty()) {
      return "empty";
    }
    List<String> paragraphs = Arrays.asList(PythonText.strip(text).split("\n{2,}", -1));
    PythonText.Repeated repeated = PythonText.Repeated.in(paragraphs);
    if (repeated.count() / paragraphs.size() > 0.3) {
      return "dup_para_frac";
    }
    if (repeated.length() / length > 0.2) {
      return "dup_para_char_frac";
    }
    List<String> lines = Arrays.asList(text.split("\n+", -1));
    repeated = PythonText.Repeated.in(lines);
    if (repeated.count() / lines.size() > 0.3) {
      return "dup_line_frac";
    }
    if (repeated.length() / length > 0.2) {
      return "dup_line_char_frac";
    }
    List<String> words = PythonText.split(text);
    for (int n = 2; n <= 4; n++) {
      if (top(grams(words, n, " ")) / length > TOP[n - 2]) {
        return "top_" + n + "_gram";
      }
    }
    for (int n = 5; n <= 10; n++) {
      if (repeated(grams(words, n, ""), n) / length > REPEATED[n - 5]) {
        return "duplicated_" + n + "_n_grams";
      }
    }
    return "";
  }

  private static List<String> grams(List<String> words, int n, String between) {
    return IntStream.rangeClosed(0, words.size() - n)
        .mapToObj(at -> String.join(between, words.subList(at, at + n)))
        .toList();
  }

  private static double top(List<String> grams) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    grams.forEach(gram -> counts.merge(gram, 1, Integer::sum));
    int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
    return counts.entrySet().stream()
        .filter(gram -> gram.getValue() == most)
        .findFirst()
        .map(gram -> PythonText.length(gram.getKey()) * (double) most)
        .orElse(0.0);
  }

  private static double repeated(List<String> grams, int n) {
    Set<String> known = new HashSet<>();
    double length = 0;
    int at = 0;
    while (at < grams.size()) {
      if (known.add(grams.get(at))) {
        at++;
      } else {
        length += PythonText.length(grams.get(at));
        at += n;
      }
    }
    return length;
  }
}
