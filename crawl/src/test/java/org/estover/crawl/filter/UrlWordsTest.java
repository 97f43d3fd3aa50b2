package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class UrlWordsTest {
  private static List<WordList> list(String... lines) throws IOException {
    return List.of(
        WordList.read(
            new StringReader(String.join("\n", lines)), "list.txt", WordList.Kind.URL_WORD));
  }

  @Test
  void oneBannedWordIsEnoughAndHasToBeWhole() throws IOException {
    UrlWords rule = new UrlWords(list("# ill", "Casino", "caf\u00e9"), List.of(), 2, List.of());
    assertThat(rule.reason("https://best-casino.test/")).contains("hard_blacklisted");
    assertThat(rule.reason("https://a.test/x/CASINO?y")).contains("hard_blacklisted");
    assertThat(rule.reason("https://a.test/?q=my_casino")).contains("hard_blacklisted");
    assertThat(rule.reason("https://a.test/un%20casino")).contains("hard_blacklisted");
    assertThat(rule.reason("https://a.test/caf%C3%A9+bar%")).contains("hard_blacklisted");
    assertThat(rule.reason("https://a.test/caf\u00e9")).contains("hard_blacklisted");
    assertThat(rule.reason("https://a.test/casinos")).isEmpty();
    assertThat(rule.reason("https://a.test/casino7")).isEmpty();
    assertThat(rule.reason("id:casino")).isEmpty();
    assertThat(rule.reason("")).isEmpty();
  }

  @Test
  void softWordsCountOnceEach() throws IOException {
    UrlWords rule = new UrlWords(List.of(), list("free", "hot", "win"), 2, List.of());
    assertThat(rule.reason("https://free.test/free/FREE")).isEmpty();
    assertThat(rule.reason("https://free.test/hot")).contains("soft_blacklisted");
    UrlWords three = new UrlWords(List.of(), list("free", "hot", "win"), 3, List.of());
    assertThat(three.reason("https://free.test/hot")).isEmpty();
    assertThat(three.reason("https://free.test/hot.win")).contains("soft_blacklisted");
    assertThatThrownBy(() -> new UrlWords(List.of(), List.of(), 0, List.of()))
        .hasMessageContaining("expected 1 or more");
  }

  @Test
  void partsAreFoundWhateverStandsBetweenTheirLetters() throws IOException {
    UrlWords rule = new UrlWords(list("casino"), List.of(), 2, list("xxvid"));
    assertThat(rule.reason("https://axx-vid.test/")).contains("blacklisted_subword");
    assertThat(rule.reason("https://a.test/xx/VIDeos")).contains("blacklisted_subword");
    assertThat(rule.reason("https://xxvid.test/casino")).contains("hard_blacklisted");
    assertThat(rule.reason("https://x.test/vid")).isEmpty();
  }

  @Test
  void whatNoWordOfAUrlEqualsIsNamed() {
    assertThatThrownBy(() -> list("fine", "not-fine"))
        .hasMessageStartingWith("list.txt:2: \"not-fine\" is not of letters and digits alone");
    assertThatThrownBy(() -> list("two words")).isInstanceOf(BadWordListException.class);
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /** As datatrove's own code says it, of a URL without escapes and in small letters. */
  private static Optional<String> literal(
      String url, Set<String> banned, Set<String> soft, int threshold, Set<String> parts) {
    List<String> words = List.of(url.toLowerCase(Locale.ROOT).split("[^a-zA-Z0-9]+"));
    if (banned.stream().anyMatch(words::contains)) {
      return Optional.of("hard_blacklisted");
    }
    if (soft.stream().filter(words::contains).count() >= threshold) {
      return Optional.of("soft_blacklisted");
    }
    String squeezed = url.toLowerCase(Locale.ROOT).replaceAll("[^a-zA-Z0-9]+", "");
    return parts.stream().anyMatch(squeezed::contains)
        ? Optional.of("blacklisted_subword")
        : Optional.empty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onRandomUrlsItSaysWhatDatatrovesRuleSays(int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> banned = Set.of("abba", "b1");
    Set<String> soft = Set.of("a", "b", "ab", "1a");
    Set<String> parts = Set.of("aab1", "bbba");
    UrlWords rule =
        new UrlWords(
            list(banned.toArray(String[]::new)),
            list(soft.toArray(String[]::new)),
            2,
            list(parts.toArray(String[]::new)));
    int[] seen = new int[4];
    for (int i = 0; i < 2000; i++) {
      StringBuilder url = new StringBuilder("http://");
      for (int length = random.nextInt(20); length > 0; length--) {
        url.append("aAbB1-./?_".charAt(random.nextInt(10)));
      }
      Optional<String> expected = literal(url.toString(), banned, soft, 2, parts);
      assertThat(rule.reason(url.toString())).as(url.toString()).isEqualTo(expected);
      seen[
          List.of("", "hard_blacklisted", "soft_blacklisted", "blacklisted_subword")
              .indexOf(expected.orElse(""))]++;
    }
    assertThat(seen).doesNotContain(0);
  }
}
