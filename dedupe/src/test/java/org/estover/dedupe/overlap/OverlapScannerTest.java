package org.estover.dedupe.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The default profile. */
final class OverlapScannerTest {
  private static final String QUESTION =
      "Janet's ducks lay sixteen eggs per day; she eats three for breakfast every morning.";

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void hitsAreThoseOfTheSlowReference(long seed) {
    compare(seed, -1);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void collisionsOfHashesMakeNoHit(long seed) {
    compare(seed, 3);
  }

  private static void compare(long seed, long hashMask) {
    Corpus corpus = new Corpus(new SplittableRandom(seed));
    List<EvalItem> items = corpus.items(12);
    SlowOverlap slow = new SlowOverlap(items);
    OverlapScanner scanner = new OverlapScanner(EvalIndex.of(items, hashMask));
    int hits = 0;
    for (int i = 0; i < 60; i++) {
      String document = corpus.document(items);
      Contamination found = scanner.scan(document);
      Set<String> written = new TreeSet<>();
      found.hits().forEach(hit -> written.add(SlowOverlap.write(hit)));
      assertThat(written).as(document).isEqualTo(slow.hits(document));
      for (Hit hit : found.hits()) {
        TextRange range = hit.range();
        assertThat(range.startByte()).isEqualTo(bytes(document, range.startChar()));
        assertThat(range.endByte()).isEqualTo(bytes(document, range.endChar()));
      }
      hits += found.hits().size();
    }
    assertThat(hits).isPositive();
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void wordsOfCharactersAreThoseOfTheWholeTextFolded(long seed) {
    Corpus corpus = new Corpus(new SplittableRandom(seed));
    for (int i = 0; i < 200; i++) {
      String text = corpus.text(20);
      String folded =
          Normalizer2.getNFDInstance()
              .normalize(Normalizer2.getNFKCCasefoldInstance().normalize(text));
      assertThat(words(text)).as(text).isEqualTo(SlowOverlap.words(text));
      if (!hasLoneSurrogate(text)) {
        assertThat(SlowOverlap.folded(text)).as(text).isEqualTo(SlowOverlap.folded(folded));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Crème BRÛLÉE, creme brulee",
    "x1y2 12345 3.14, x1y2 12345 3 14",
    "٣٫٥ test, 3 5 test",
    "don't don’t, don t don t",
    "漢字かな, 漢 字 か な",
    "abc漢def, abc 漢 def",
    "e\u0301te\u0301, ete",
    "straße ﬁn x², strasse fin x2",
    "a½b, a1 2b",
    "ＡＢＣ　ｄ, abc d",
    "soft\u00adhyphen, softhyphen",
    "snake_case(x), snake case x",
    "𝔸𝔹 𐐀, ab 𐐨"
  })
  void wordsAreFolded(String text, String words) {
    assertThat(words(text).stream().map(SlowOverlap.Word::letters))
        .containsExactly(words.split(" "));
  }

  /** Defect 5 of the peers: there only the item loses the dash before words are cut. */
  @Test
  void aLonePunctuationMarkHidesNothing() {
    OverlapScanner scanner = scanner(item(QUESTION, List.of(), EvalItem.UNKNOWN));
    String dashed = QUESTION.replace("day;", "day -").replace(" eats", " – eats");
    assertThat(scanner.scan(dashed).hits()).hasSize(1);
    assertThat(scanner.scan(QUESTION.replace("day;", "day--")).hits()).hasSize(1);
    OverlapScanner pile = new OverlapScanner(EvalIndex.pile(List.of(withQuestion(QUESTION))));
    assertThat(pile.scan(QUESTION).matches()).isPositive();
    assertThat(pile.scan(dashed).matches()).isZero();
  }

  /** Defect 6 of the peers: there the last n-gram is lost, and white space shifts the places. */
  @Test
  void theLastWordsCountAndPlacesAreExact() {
    String spaced = QUESTION.replace(" ", "  \n ");
    String document = "Some words before,   " + spaced;
    OverlapScanner scanner = scanner(item(QUESTION, List.of(), EvalItem.UNKNOWN));
    Hit hit = scanner.scan(document).hits().get(0);
    assertThat(document.substring(hit.range().startChar(), hit.range().endChar()) + ".")
        .isEqualTo(spaced);
    assertThat(hit.coveredPermille()).isEqualTo(1000);
    String lastGram = QUESTION.substring(QUESTION.indexOf("ducks"));
    assertThat(scanner.scan(lastGram).hits()).hasSize(1);
    String firstGram = QUESTION.substring(0, QUESTION.indexOf(" every"));
    assertThat(scanner.scan(firstGram).hits()).hasSize(1);
    assertThat(scanner.scan(firstGram.replace("Janet", "Jane")).hits()).isEmpty();
  }

  @Test
  void aListOfShortOptionsCountsAndTheirWordsElsewhereDoNot() {
    OverlapScanner scanner = scanner(item(QUESTION, List.of("18", "yes", "a dozen"), 0));
    assertThat(parts(scanner.scan(QUESTION + "\n(A) 18\n(B) yes\n(C) a dozen\nAnswer: A")))
        .containsExactly("QUESTION -1", "CORRECT 0", "WRONG 1", "WRONG 2");
    assertThat(parts(scanner.scan(QUESTION + "\nAnswer: 18")))
        .containsExactly("QUESTION -1", "CORRECT 0");
    assertThat(parts(scanner.scan(QUESTION + " She then sells what is left of them, yes, for 18.")))
        .containsExactly("QUESTION -1");
    assertThat(parts(scanner.scan("yes 18 a dozen " + QUESTION))).containsExactly("QUESTION -1");
    assertThat(parts(scanner.scan("(A) 18 (B) yes (C) a dozen"))).isEmpty();
  }

  @Test
  void aPhraseCountsBehindItsQuestionAndNotWithinALongerOne() {
    OverlapScanner scanner =
        scanner(item(QUESTION, List.of("in the old barn", "in the old barn at night"), 1));
    assertThat(parts(scanner.scan(QUESTION + " They sleep in the old barn at night.")))
        .containsExactly("QUESTION -1", "CORRECT 1");
    assertThat(parts(scanner.scan(QUESTION + " They sleep in the old barn.")))
        .containsExactly("QUESTION -1", "WRONG 0");
    String far = QUESTION + " word".repeat(200) + " in the old barn";
    assertThat(parts(scanner.scan(far))).containsExactly("QUESTION -1");
  }

  /** Half of a question was found, and the other half, said otherwise, names an option. */
  @Test
  void wordsOfTheQuestionAreNoOption() {
    String question = QUESTION + " They sleep in the old barn by the river.";
    OverlapScanner scanner =
        scanner(item(question, List.of("in the old barn", "behind the new mill"), 0));
    String varied = QUESTION + " Now they sleep in the old barn by the river.";
    assertThat(parts(scanner.scan(varied))).containsExactly("QUESTION -1");
    assertThat(parts(scanner.scan(varied + " Answer: in the old barn")))
        .containsExactly("QUESTION -1", "CORRECT 0");
    assertThat(parts(scanner.scan(varied.replace("in the old barn", "behind the new mill"))))
        .containsExactly("QUESTION -1", "WRONG 1");
  }

  @Test
  void aShortQuestionIsFoundWithItsOptionAndBehindItsContext() {
    EvalItem together =
        new EvalItem(
            "b",
            "1",
            "",
            "The sun is responsible for",
            List.of("puppies learning new tricks", "plants sprouting, blooming and wilting"),
            1);
    assertThat(
            parts(
                scanner(together)
                    .scan(
                        "the sun is responsible for plants sprouting, blooming " + "and wilting")))
        .containsExactly("QUESTION -1", "CORRECT 1");
    assertThat(parts(scanner(together).scan("the sun is responsible for light"))).isEmpty();
    EvalItem behind =
        new EvalItem("b", "2", QUESTION, "How long did she eat?", List.of("two hours"), 0);
    assertThat(parts(scanner(behind).scan(QUESTION + " Q: how long did she eat A: two hours")))
        .containsExactly("CONTEXT -1", "QUESTION -1", "CORRECT 0");
    assertThat(scanner(behind).scan(QUESTION).verdict()).isEqualTo(OverlapVerdict.CONTEXT);
  }

  @Test
  void whatOptionsShareTellsNothingOfOne() {
    String start = "the trophy would not fit into the brown leather suitcase because the";
    EvalItem item =
        item("Nothing like it", List.of(start + " trophy is big", start + " suitcase is big"), 0);
    assertThat(parts(scanner(item).scan(start + " trophy is big"))).containsExactly("CORRECT 0");
    assertThat(parts(scanner(item).scan(start + " suitcase is big"))).containsExactly("WRONG 1");
    assertThat(parts(scanner(item).scan(start))).isEmpty();
  }

  @Test
  void rowsOfNumbersTellNothing() {
    String numbers = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16";
    assertThat(scanner(withQuestion("sum " + numbers)).scan(numbers).hits()).isEmpty();
    String whole = QUESTION + " " + numbers;
    assertThat(scanner(withQuestion(whole)).scan(whole).hits())
        .singleElement()
        .extracting(Hit::coveredPermille)
        .isEqualTo(1000);
  }

  @Test
  void hitsNameTheFirstSixteenPlacesOfAQuestionAndCountAll() {
    OverlapScanner scanner = scanner(withQuestion(QUESTION));
    String copy = QUESTION + " And so on.\n";
    Contamination found = scanner.scan(copy.repeat(40));
    assertThat(found.hits())
        .hasSize(16)
        .last()
        .extracting(hit -> hit.range().startChar())
        .isEqualTo(15 * copy.length());
    assertThat(found.matches()).isEqualTo(40 * 3);
    assertThat(scanner.scan(copy.repeat(2)).hits()).hasSize(2);
  }

  @Test
  void aDocumentOfOneRepeatedCharacterIsOneWord() {
    OverlapScanner scanner = scanner(withQuestion(QUESTION));
    assertThat(scanner.scan("a".repeat(5_000_000)).verdict()).isEqualTo(OverlapVerdict.CLEAN);
    assertThat(scanner.scan("a ".repeat(2_000_000)).hits()).isEmpty();
    assertThat(scanner.scan("").verdict()).isEqualTo(OverlapVerdict.CLEAN);
  }

  private static OverlapScanner scanner(EvalItem item) {
    return new OverlapScanner(EvalIndex.of(List.of(item)));
  }

  private static EvalItem withQuestion(String question) {
    return item(question, List.of(), EvalItem.UNKNOWN);
  }

  private static EvalItem item(String question, List<String> options, int answer) {
    return new EvalItem("b", "1", "", question, options, answer);
  }

  private static List<String> parts(Contamination contamination) {
    return contamination.sightings().stream().map(s -> s.part() + " " + s.option()).toList();
  }

  private static List<SlowOverlap.Word> words(String text) {
    Words reader = new Words(OverlapFold.DEFAULT, true);
    List<SlowOverlap.Word> words = new ArrayList<>();
    reader.reset(text, 0, 0);
    while (reader.next()) {
      StringBuilder letters = new StringBuilder();
      reader.spell(letters);
      words.add(new SlowOverlap.Word(letters.toString(), reader.start(), reader.end()));
      Words again = new Words(OverlapFold.DEFAULT, false);
      again.reset(text, reader.start(), reader.skip());
      assertThat(again.next()).isTrue();
      assertThat(again.hash()).isEqualTo(reader.hash());
    }
    return words;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c < 0x10000 && Character.isSurrogate((char) c));
  }

  private static long bytes(String text, int chars) {
    return text.substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
  }
}
