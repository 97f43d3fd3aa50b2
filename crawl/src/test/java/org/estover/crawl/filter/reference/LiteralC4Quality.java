package org.estover.crawl.filter.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** C4's rule line by line, as FineWeb ran it, with regular expressions. */
public final class LiteralC4Quality {
  /** Ends of sentences: of the many some, more than the tests' texts hold. */
  static final String TERMINAL = ".?!\u3002\uff01\uff1f\u0964\ud804\udc47";

  private static final Pattern SENTENCE =
      Pattern.compile("(?s)(?:(?:\\p{Lu}\\.)|.)+?[" + TERMINAL + "]+[\"'\u201d]?");
  private static final Pattern MARK = Pattern.compile("\\[\\p{Nd}*]|\\[edit]|\\[citation needed]");
  private static final List<String> POLICY =
      List.of(
          "terms of use",
          "privacy policy",
          "cookie policy",
          "uses cookies",
          "use of cookies",
          "use cookies");

  private LiteralC4Quality() {}

  /**
   * What the rule says.
   *
   * @param reason why the text goes, or ""
   * @param left of a text that stays
   */
  public record Said(String reason, String left) {}

  /** Judges a text. */
  public static Said judge(String text) {
    int sentences = 0;
    List<String> kept = new ArrayList<>();
    for (String whole : PythonText.lines(text)) {
      List<String> words = PythonText.split(whole);
      if (words.stream().anyMatch(word -> PythonText.length(word) > 1000)) {
        continue;
      }
      String line = MARK.matcher(PythonText.strip(whole)).replaceAll("");
      if (words.size() < 3) {
        continue;
      }
      String small = line.toLowerCase(Locale.ROOT);
      if (small.contains("lorem ipsum")) {
        return new Said("lorem_ipsum", "");
      }
      if (small.contains("javascript")) {
        continue;
      }
      if (line.contains("{")) {
        return new Said("curly_bracket", "");
      }
      if (POLICY.stream().anyMatch(small::contains)) {
        continue;
      }
      sentences += Math.max(1, sentences(line).size());
      kept.add(line);
    }
    return sentences < 5
        ? new Said("too_few_sentences", "")
        : new Said("", PythonText.strip(String.join("\n", kept)));
  }

  /** The sentences of a line. */
  public static List<String> sentences(String line) {
    List<String> sentences = new ArrayList<>();
    Matcher matcher = SENTENCE.matcher(line);
    while (matcher.find()) {
      sentences.add(matcher.group());
    }
    return sentences;
  }
}
