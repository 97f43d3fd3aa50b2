package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.filter.reference.LiteralWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WordBlocklistTest {
  private static final int[] CHARACTERS =
      "abABa_1 \n\t-$\u00e9\u0130\u212a\u6f22\u5b57\u304b\u0e01\u0e31\u0301\ud801\udc00\ud801\udc28"
          .codePoints()
          .toArray();

  private static Predicate<String> notAsked() {
    throw new AssertionError("asked for the language");
  }

  private static WordList list(String... lines) throws IOException {
    return WordList.read(
        new StringReader(String.join("\n", lines)), "list.txt", WordList.Kind.PHRASE);
  }

  private static DocumentId id(int number) {
    byte[] sha256 = new byte[32];
    sha256[0] = (byte) number;
    sha256[1] = (byte) (number >>> 8);
    return DocumentId.of("", "", sha256);
  }

  private static WordBlocklist rule(Map<String, WordList> lists, String kept, long seed) {
    return new WordBlocklist(new TreeMap<>(lists), new BigDecimal(kept), seed);
  }

  private static boolean drops(WordList list, String text) {
    return rule(Map.of("any", list), "0", 0).judge(text, id(0), WordBlocklistTest::notAsked)
        instanceof Verdict.Drop;
  }

  @Test
  void entriesAreKeptAsTextsAreLookedAt() {
    assertThat(new WordList(List.of(" Two\tWords ", "two words", "\u00c4", " ")).entries())
        .containsExactly("two words", "\u00e4");
  }

  @Test
  void aWordIsFoundAsAWholeWordAndAPhraseOverAnySpace() throws IOException {
    WordList list = list("Foo", "two  words", "a$$", "na\u00efve");
    assertThat(drops(list, "a FOO.")).isTrue();
    assertThat(drops(list, "foo")).isTrue();
    assertThat(drops(list, "(foo)")).isTrue();
    assertThat(drops(list, "foo\u00b2")).isFalse();
    assertThat(drops(list, "food")).isFalse();
    assertThat(drops(list, "a_foo")).isFalse();
    assertThat(drops(list, "fo\u0301o foo\u0301")).isFalse();
    assertThat(drops(list, "of two\n\t Words.")).isTrue();
    assertThat(drops(list, "twowords two-words")).isFalse();
    assertThat(drops(list, "that a$$!")).isTrue();
    assertThat(drops(list, "a$$a")).isFalse();
    assertThat(drops(list, "NA\u00cfVE")).isTrue();
    assertThat(drops(list, "")).isFalse();
    assertThat(rule(Map.of("any", list), "0", 0).judge("foo", id(0), WordBlocklistTest::notAsked))
        .isEqualTo(new Verdict.Drop("word-blocklist-v1", "document_removed_with_badwords"));
  }

  @Test
  void whereNoSpacePartsWordsOneIsFoundInside() throws IOException {
    WordList list = list("\u5b57", "\u0e01\u0e32", "ab\u6f22", "\ub2e8\uc5b4");
    assertThat(drops(list, "\u6f22\u5b57\u304b")).isTrue();
    assertThat(drops(list, "\u0e02\u0e01\u0e32\u0e02")).isTrue();
    assertThat(drops(list, "\u5b50ab\u6f22\u304b")).isTrue();
    assertThat(drops(list, "xab\u6f22")).isFalse();
    // Korean parts words by spaces.
    assertThat(drops(list, "\ub2e8\uc5b4\uac00")).isFalse();
  }

  @Test
  void aListOfALanguageIsForTextsInItOnly() throws IOException {
    WordBlocklist rule =
        rule(Map.of("de", list("mist"), "en", list("fog"), "any", list("x")), "0", 0);
    Supplier<Predicate<String>> german = () -> "de"::equals;
    assertThat(rule.judge("Der Mist und fog", id(0), german)).isNotEqualTo(Verdict.KEEP);
    assertThat(rule.judge("fog und Mist", id(0), german)).isNotEqualTo(Verdict.KEEP);
    assertThat(rule.judge("Der fog", id(0), german)).isEqualTo(Verdict.KEEP);
    assertThat(rule.judge("Der X", id(0), WordBlocklistTest::notAsked)).isNotEqualTo(Verdict.KEEP);
    assertThat(rule.judge("nothing of all that", id(0), WordBlocklistTest::notAsked))
        .isEqualTo(Verdict.KEEP);
  }

  @Test
  void whichTextsStayFollowsFromTheirIdsAndTheSeed() throws IOException {
    Map<String, WordList> lists = Map.of("any", list("foo"));
    WordBlocklist some = rule(lists, "0.25", 7);
    List<Boolean> kept = IntStream.range(0, 4000).mapToObj(i -> some.keeps(id(i))).toList();
    assertThat(kept.stream().filter(each -> each).count()).isBetween(900L, 1100L);
    assertThat(IntStream.range(0, 4000).mapToObj(i -> rule(lists, "0.25", 7).keeps(id(i))).toList())
        .isEqualTo(kept);
    assertThat(IntStream.range(0, 4000).mapToObj(i -> rule(lists, "0.25", 8).keeps(id(i))).toList())
        .isNotEqualTo(kept);
    // What a smaller share keeps, a larger one keeps, too.
    assertThat(IntStream.range(0, 4000).filter(kept::get))
        .allMatch(i -> rule(lists, "0.5", 7).keeps(id(i)));
    int stays = kept.indexOf(true);
    int goes = kept.indexOf(false);
    assertThat(some.judge("foo", id(stays), WordBlocklistTest::notAsked)).isEqualTo(Verdict.KEEP);
    assertThat(some.judge("foo", id(goes), WordBlocklistTest::notAsked)).isNotEqualTo(Verdict.KEEP);
    assertThat(rule(lists, "1", 0).judge("foo", id(goes), WordBlocklistTest::notAsked))
        .isEqualTo(Verdict.KEEP);
    assertThat(rule(lists, "1e-999999999", 0).keeps(id(goes))).isFalse();
    assertThatThrownBy(() -> rule(lists, "1.5", 0)).hasMessageContaining("expected 0 to 1");
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onRandomTextsItFindsWhatASearchForEachEntryFinds(int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>(List.of("fallback"));
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      String line = text(random, random.nextInt(1, 6));
      if (!line.isBlank() && line.indexOf('\n') < 0) {
        lines.add(line);
      }
    }
    WordList list = list(lines.toArray(String[]::new));
    WordAutomaton whole = new WordAutomaton(List.of(list), true);
    WordAutomaton inside = new WordAutomaton(List.of(list), false);
    int found = 0;
    for (int i = 0; i < 200; i++) {
      String planted = list.entries().get(random.nextInt(list.entries().size()));
      String text =
          text(random, random.nextInt(10))
              + planted.substring(random.nextInt(3) / 2)
              + text(random, random.nextInt(10));
      boolean holds = LiteralWords.holds(text, list.entries(), false);
      found += holds ? 1 : 0;
      assertThat(finds(whole, text)).as("%s in %s", list.entries(), text).isEqualTo(holds);
      assertThat(finds(inside, text))
          .as("%s inside %s", list.entries(), text)
          .isEqualTo(LiteralWords.holds(text, list.entries(), true));
    }
    assertThat(found).isPositive();
  }

  private static boolean finds(WordAutomaton automaton, String text) {
    boolean[] found = new boolean[1];
    automaton.find(
        text,
        list -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  private static String text(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  @Test
  void ofManyWordsEachIsFoundInALongText() throws IOException {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      words.add("w" + Integer.toString(i, 36));
    }
    WordAutomaton automaton = new WordAutomaton(List.of(list(words.toArray(String[]::new))), true);
    int[] found = new int[1];
    automaton.find(
        String.join(" and ", words) + " wzzzz xw1",
        each -> {
          found[0]++;
          return true;
        });
    assertThat(found[0]).isEqualTo(20_000);
  }

  @Test
  void aBadLineIsNamed() {
    assertThatThrownBy(() -> list("# only", " "))
        .hasMessage("list.txt: no word in it; write one a line, or do not name the list");
    assertThatThrownBy(() -> list("fine", "# x", "\ufffd\ufffd"))
        .isInstanceOf(BadWordListException.class)
        .hasMessageStartingWith("list.txt:3: no UTF-8 text;");
    assertThatThrownBy(() -> list("x".repeat(201)))
        .hasMessageStartingWith("list.txt:1: 201 characters, expected at most 200");
    // Of what is no list one line may be all there is.
    assertThatThrownBy(() -> list("a", "a".repeat(1 << 20)))
        .hasMessageStartingWith("list.txt:2: more than 65536 characters, expected at most 200");
    assertThatThrownBy(() -> list(" ".repeat(1 << 17) + "a"))
        .hasMessageStartingWith("list.txt:1: more than 65536 characters, expected at most 200");
  }

  @Test
  void aListIsReadAsPeopleWriteIt() throws IOException {
    assertThat(list("\ufeffOne", "# two", "", "  Three \t Four\u00a0", "one").entries())
        .containsExactly("one", "three four");
    assertThat(list("a\r\n\r\nb\rc\n\rd", "#" + "-".repeat(1 << 20), "e").entries())
        .containsExactly("a", "b", "c", "d", "e");
    assertThatThrownBy(() -> list("a\r\n\rb\n\ufffd")).hasMessageStartingWith("list.txt:4: ");
  }
}
