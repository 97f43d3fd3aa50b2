package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.estover.crawl.filter.reference.LiteralDolmaGopher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One text for each reason of dolma's reading, and one that stays. */
final class DolmaGopherTest {
  private record Case(String reason, String text) {
    @Override
    public String toString() {
      return reason;
    }
  }

  static List<Case> cases() {
    String once = "the commoners of";
    return List.of(
        new Case("", once + words(100, " grass%d")),
        new Case("word_count_low", once + words(46, " grass%d")),
        new Case("", once + words(47, " grass%d")),
        new Case("word_count_high", once + words(100_000, " grass%d")),
        new Case("median_word_length_low", "the of " + words(100, "%d ")),
        new Case("median_word_length_high", once + words(100, " pasturelands%d")),
        new Case("symbol_to_word_ratio", once + words(100, " grass%d") + words(12, " #grass%d")),
        new Case("symbol_to_word_ratio", once + words(100, " grass%d") + words(12, " hay%d\u2026")),
        new Case(
            "fraction_of_words_with_alpha_character",
            once + words(100, " grass%d") + words(30, " 1%04d")),
        new Case("required_word_count", words(100, " grass%d") + " the"),
        new Case("", words(100, " grass%d") + " the the"),
        new Case(
            "fraction_of_lines_starting_with_bullet_point",
            once + words(60, "\n- grass%d the hay meadow of")),
        new Case(
            "fraction_of_lines_starting_with_bullet_point", once + words(60, "\n*grass%d hay")),
        new Case("", once + words(60, "\n-grass%d") + words(10, "\n hay%d")),
        new Case(
            "fraction_of_lines_ending_with_ellipsis",
            once + words(10, "\nhay%d grass\u2026") + words(120, " grass%d")),
        new Case("fraction_of_duplicate_lines", once + words(60, "\n\ngrass%d the hay")),
        new Case(
            "fraction_of_characters_in_duplicate_lines",
            once
                + words(60, "\ngrass%d")
                + ("\n" + words(30, "meadow%d ")).repeat(2)
                + words(10, "\nhay%d")),
        new Case(
            "fraction_of_characters_in_most_common_2grams",
            once + words(100, " grass%d") + " wood pasture".repeat(30)),
        new Case(
            "fraction_of_characters_in_most_common_2grams",
            "the " + "pasture".repeat(30) + " of" + words(60, " grass%d")),
        new Case(
            "fraction_of_characters_in_most_common_3grams",
            once + words(60, " grass%d") + words(10, " w%d open woodland pasture")),
        new Case(
            "fraction_of_characters_in_most_common_4grams",
            once + words(100, " grass%d") + words(8, " w%d open woodland and pasture")),
        new Case("fraction_of_characters_in_duplicate_5grams", repeated(5)),
        new Case("fraction_of_characters_in_duplicate_6grams", repeated(6)),
        new Case("fraction_of_characters_in_duplicate_7grams", repeated(7)),
        new Case("fraction_of_characters_in_duplicate_8grams", repeated(8)),
        new Case("fraction_of_characters_in_duplicate_9grams", repeated(9)),
        new Case("fraction_of_characters_in_duplicate_10grams", repeated(10)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFirstMeasureBeyondItsLimitIsTheReason(Case text) {
    assertThat(LiteralDolmaGopher.reason(text.text())).isEqualTo(text.reason());
    String reason =
        FilterChain.of("dolma").judge(text.text()) instanceof Verdict.Drop drop
            ? drop.reason()
            : "";
    assertThat(reason).isEqualTo(text.reason());
  }

  private static String words(int count, String form) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, form, i))
        .collect(Collectors.joining());
  }

  /**
   * A passage that stands twice in a text whose words are equally long: of k words k - n + 1 begin
   * an n-gram. The sizes are such that shorter n-grams stay below their higher limits.
   */
  private static String repeated(int n) {
    int[] passage = {50, 74, 70, 69, 64, 61};
    int[] all = {500, 963, 961, 1006, 990, 1008};
    String twice = words(passage[n - 5], "w%04d ").repeat(2);
    return "of of " + twice + words(all[n - 5] - 2 * passage[n - 5], "v%04d ");
  }
}
