package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FilterChainTest {
  /** Lines of words of which few stand in another. */
  private static final String PROSE =
      IntStream.range(0, 30)
          .mapToObj(
              i ->
                  "Of "
                      + different(9 * i, 9 * i + 4)
                      + (i % 2 == 0 ? " the " : " and ")
                      + different(9 * i + 4, 9 * i + 9)
                      + ".")
          .collect(Collectors.joining("\n"));

  private static String repetition(String text) {
    return reason(GopherRepetition.V1.judge(text));
  }

  private static String c4(String text) {
    return reason(new C4Quality().judge(text));
  }

  private static String fineWeb(String text) {
    return reason(new FineWebQuality().judge(text));
  }

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Drop drop ? drop.reason() : "";
  }

  private static String left(String text) {
    return new C4Quality().judge(text) instanceof Verdict.Keep keep && keep.left() != null
        ? keep.left()
        : "";
  }

  /** Words that differ from all others, of four letters each. */
  private static String different(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toString(50_000 + i, 36) + "x")
        .collect(Collectors.joining(" "));
  }

  @Test
  void ofSeveralMostFrequentGramsTheFirstCounts() {
    String rest = different(0, 30);
    // Both stand twice; only the long one would be a fifth of the text.
    String brief = "a b ";
    String great = "commonablewoodland commonablewoodland ";
    assertThat(repetition(brief + great + rest + " a b " + great)).isNotEqualTo("top_2_gram");
    assertThat(repetition(great + brief + rest + " " + great + "a b")).isEqualTo("top_2_gram");
  }

  @Test
  void repeatedGramsAreThoseThatReadTheSameWithoutSpaces() {
    String once = "can not take wood from the";
    String cut = "cannot take wo od from him";
    String other = "cannoT take wo od from him";
    String rest = " " + different(0, 10) + " ";
    assertThat(repetition(once + rest + cut)).isEqualTo("duplicated_5_n_grams");
    assertThat(repetition(once + rest + other)).isEmpty();
    assertThat(repetition("a b c d e" + rest + "ab cd e f g")).isEmpty();
  }

  @Test
  void linesAndParagraphsAreCountedApart() {
    assertThat(repetition("one\n\ntwo\n\none\n\none\n\nfour")).isEqualTo("dup_para_frac");
    assertThat(repetition("one\ntwo\none\none\nfour")).isEqualTo("dup_line_frac");
    assertThat(repetition("\n\nwood\n\n")).isEqualTo("dup_line_frac");
    assertThat(repetition("\n\nwood")).isEmpty();
    assertThat(repetition("")).isEqualTo("empty");
    assertThat(repetition(" ")).isEmpty();
  }

  @Test
  void charactersOutsideOfTheBmpAreOne() {
    // A line of 50 that stands twice is a fifth of 250 code points: at the limit, not above it.
    String line = "\ud83c\udf32".repeat(50);
    String start = different(0, 20).replace(' ', '\n') + "\n" + line + "\n";
    assertThat(repetition(start + "z".repeat(28) + "\n" + line)).isEmpty();
    assertThat(repetition(start + "z".repeat(27) + "\n" + line)).isEqualTo("dup_line_char_frac");
  }

  @Test
  void c4LeavesLinesThatSaySomething() {
    String text =
        """
          One of us [1] said so. \r
        Menu\u2028
        This site uses cookies today.
        Enable JavaScript {here} to read.
        Two are enough[edit] for it. Three then. Four too. Five at last.

        """;
    assertThat(left(text))
        .isEqualTo(
            "One of us  said so.\nTwo are enough for it. Three then. Four too. Five at last.");
    assertThat(c4(text + "A line with { in it")).isEqualTo("curly_bracket");
    assertThat(c4(text + "Two {")).isEmpty();
    assertThat(c4(text + "And LOREM ipsum dolor")).isEqualTo("lorem_ipsum");
    assertThat(c4("One two three. Four. Five. Six.")).isEqualTo("too_few_sentences");
    assertThat(c4("One two three. Four. Five. Six. Seven")).isEqualTo("too_few_sentences");
    assertThat(c4("")).isEqualTo("too_few_sentences");
  }

  @Test
  void c4PassesOverLinesOfWordsThatAreTooLong() {
    String five = "A b c. D. E. F. G.?! ".replace("D.", "dd.").replace("E.", "ee.");
    String tree = "\ud83c\udf32";
    assertThat(left("w".repeat(1000) + " a b\n" + five + "H i j."))
        .startsWith("www")
        .contains("\nA b c.");
    assertThat(left("w".repeat(1001) + " a b {\n" + five + "H i j.")).startsWith("A b c.");
    assertThat(left(tree.repeat(1000) + " a b\n" + five + "H i j.")).startsWith(tree);
  }

  @Test
  void aSentenceEndsNotBehindAnInitial() {
    assertThat(sentences("J. S. Bach wrote it.")).isEqualTo(1);
    assertThat(sentences("It was J. S.")).isEqualTo(1);
    assertThat(sentences("He came. She left?! \"Why?\" nobody")).isEqualTo(3);
    assertThat(sentences("nothing ends here")).isEqualTo(1);
    assertThat(sentences("...")).isEqualTo(1);
    assertThat(sentences(".")).isEqualTo(1);
    assertThat(sentences("\u3053\u308c\u3002\u305d\u308c\u3002")).isEqualTo(2);
    assertThat(sentences("\ud801\udc00. a")).isEqualTo(1);
    assertThat(sentences("a. ".repeat(100_000))).isEqualTo(100_000);
    assertThat(sentences("A.".repeat(100_000))).isEqualTo(1);
  }

  private static int sentences(String line) {
    return Sentences.count(line.toCharArray(), 0, line.length());
  }

  @Test
  void fineWebLooksAtLinesThatAreNotBlank() {
    assertThat(fineWeb(" \n\t\n")).isEqualTo("empty");
    assertThat(fineWeb(PROSE)).isEmpty();
    assertThat(fineWeb(PROSE.replace(".", ";"))).isEqualTo("line_punct_ratio");
    assertThat(fineWeb("A few words.\n".repeat(3))).isEqualTo("short_line_ratio");
    assertThat(fineWeb(PROSE + "\n" + PROSE)).isEqualTo("char_dup_ratio");
    assertThat(fineWeb(PROSE.replace("\n", "\n\n\n\n\n"))).isEqualTo("list_ratio");
    assertThat(fineWeb(PROSE.replace(".", "\u0964"))).isEmpty();
    assertThat(fineWeb(PROSE.replace(".", "\ud804\udc47"))).isEmpty();
  }

  @Test
  void whatC4LeavesIsWhatFineWebJudges() {
    String menu = "\nHome\nNews\nShop\nHelp".repeat(30);
    String text = PROSE + menu;
    assertThat(fineWeb(text)).isEqualTo("short_line_ratio");
    FilterChain chain = new FilterChain(List.of(new C4Quality(), new FineWebQuality()));
    assertThat(chain.judge(text)).isEqualTo(new Verdict.Keep(PROSE));
  }

  @Test
  void aChainThatChangesNothingSaysSo() {
    assertThat(FilterChain.of("none").judge(PROSE)).isSameAs(Verdict.KEEP);
    assertThat(FilterChain.of("gopher-quality").judge(PROSE)).isSameAs(Verdict.KEEP);
    assertThat(FilterChain.of("datatrove").judge(PROSE)).isEqualTo(new Verdict.Keep(PROSE));
  }

  @Test
  void theRulesOfTheProfileNameTheirTokenizer() {
    assertThat(Filters.profile("datatrove").stream().map(Filter::name))
        .containsExactly(
            "gopher-repetition-whitespace-v1",
            "gopher-quality-whitespace-v2",
            "c4-quality-whitespace-v1",
            "fineweb-quality-whitespace-v1");
  }

  @Test
  void textsMadeToBeSlowAreJudgedInOnePass() {
    FilterChain chain = FilterChain.of("datatrove");
    for (String text :
        List.of(
            "w".repeat(1_000_000),
            "w ".repeat(500_000),
            "w\n".repeat(500_000),
            "ab abab ".repeat(100_000),
            different(0, 100_000),
            "[".repeat(500_000) + " a b",
            "[1".repeat(300_000) + " a b",
            "A.".repeat(300_000) + " a b",
            "kj".repeat(300_000) + " m v")) {
      assertThat(chain.judge(text)).isInstanceOf(Verdict.Drop.class);
      for (Filter filter : Filters.profile("datatrove")) {
        assertThat(filter.judge(text)).isNotNull();
      }
    }
    assertThat(repetition("w ".repeat(500_000))).isEqualTo("top_2_gram");
    assertThat(repetition(different(0, 100_000))).isEmpty();
    // The memory of a large text is not held on to, and serves no later one.
    assertThat(chain.judge(PROSE)).isEqualTo(new Verdict.Keep(PROSE));
  }
}
