package org.estover.crawl.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class LanguageIdTest {
  private static final SortedMap<String, String> ARTICLES = articles();
  private static final String GERMAN = article("de");
  private static final String ENGLISH = article("en");

  /** Pairs of which one sentence may as well be in either. */
  private static final Map<String, List<String>> ALIKE =
      Map.of(
          "bs", List.of("hr", "sr-Latn"),
          "hr", List.of("bs", "sr-Latn"),
          "sr-Latn", List.of("bs", "hr"),
          "id", List.of("ms"),
          "ms", List.of("id"));

  private static SortedMap<String, String> articles() {
    try (InputStream in =
        Objects.requireNonNull(
            LanguageIdTest.class.getResourceAsStream("/language/human-rights.tsv"))) {
      SortedMap<String, String> articles = new TreeMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", 2))
          .forEach(row -> articles.put(row[0], row[1]));
      return articles;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String article(String tag) {
    return Objects.requireNonNull(ARTICLES.get(tag), tag);
  }

  private static IdentifiedLanguage identify(String text) {
    return LanguageId.v2().identify(text);
  }

  private static String words(String text, int count) {
    String[] words = text.split(" ");
    return String.join(" ", List.of(words).subList(0, Math.min(count, words.length)));
  }

  private static List<String> wrong(int words) {
    List<String> wrong = new ArrayList<>();
    ARTICLES.forEach(
        (tag, text) -> {
          String found = identify(words(text, words)).language();
          if (!found.equals(tag) && !ALIKE.getOrDefault(tag, List.of()).contains(found)) {
            wrong.add(tag + " as " + found);
          }
        });
    return wrong;
  }

  @Test
  void aSentenceInEachOfMoreThanAHundredLanguagesIsKnown() {
    assertThat(ARTICLES).hasSizeGreaterThan(100);
    assertThat(LanguageId.v2().languages()).containsAll(ARTICLES.keySet());
    assertThat(wrong(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void sixWordsAreMostlyEnough() {
    assertThat(wrong(6)).hasSizeLessThanOrEqualTo(8);
  }

  /** The beginning of a text that has so many letters. */
  private static String letters(String text, int count) {
    int end = 0;
    for (int left = count; left > 0 && end < text.length(); end++) {
      left -= UCharacter.isLetter(text.charAt(end)) ? 1 : 0;
    }
    return text.substring(0, end);
  }

  /** How many articles' beginnings of so many letters get their language and no other. */
  private static long right(int letters) {
    return ARTICLES.entrySet().stream()
        .filter(row -> identify(letters(row.getValue(), letters)).isIn(row.getKey()))
        .count();
  }

  @Test
  void asManyAnswersAreRightAsWhenTheModelWasMade() {
    assertThat(ARTICLES).hasSize(105);
    assertThat(right(20)).isGreaterThanOrEqualTo(98);
    assertThat(right(50)).isGreaterThanOrEqualTo(102);
    assertThat(right(Integer.MAX_VALUE)).isGreaterThanOrEqualTo(102);
  }

  @Test
  void aProbabilityRisesWithTheText() {
    double few = identify(words(article("nb"), 3)).probability();
    double many = identify(article("nb")).probability();
    assertThat(few).isBetween(0.1, 0.97);
    assertThat(many).isBetween(few, 1.0).isGreaterThan(0.9);
    assertThat(identify("a").probability()).isLessThan(0.5);
  }

  @Test
  void capitalsAndTakenApartAccentsChangeNothing() {
    for (String tag : List.of("fr", "vi", "el", "ru", "cs", "yo")) {
      String text = article(tag);
      assertThat(identify(Normalizer.normalize(text, Normalizer.Form.NFD)))
          .isEqualTo(identify(text));
      assertThat(identify(text.toUpperCase(Locale.ROOT)).language()).isEqualTo(tag);
    }
  }

  @Test
  void chineseIsToldByItsFormsAndFromJapaneseByKana() {
    assertThat(identify(article("zh-Hans")).language()).isEqualTo("zh-Hans");
    assertThat(identify(article("zh-Hant")).language()).isEqualTo("zh-Hant");
    assertThat(identify("人人生而自由").language()).isEqualTo("zh");
    assertThat(identify("東京は日本の首都である").language()).isEqualTo("ja");
    assertThat(identify("コンピューター").language()).isEqualTo("ja");
  }

  @Test
  void whatIsNoProseIsInNoLanguage() {
    String code =
        """
        for (int i = 0; i < n; i++) { a[i] += b[i] * (c[i] >> 2); }
        if (x != null && y[0] == z[1]) { return *p++ | 0x7f; }
        #define F(x) {{ x; }}
        """;
    Random random = new Random(1);
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      letters.append(i % 7 == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
    }
    for (String text :
        List.of(
            "",
            " \t\n",
            "1234 5678.90 12:30, 17 %",
            "\u0000\u0000\u0000",
            "\ud800\udc00\ud83d\ude00",
            "\udc00\ud800",
            "!?…—»",
            code.repeat(20),
            letters.toString())) {
      IdentifiedLanguage found = identify(text);
      assertThat(found.language()).as(text).isEqualTo(IdentifiedLanguage.UNDETERMINED);
      assertThat(found.probability()).isBetween(0.5, 1.0);
    }
  }

  @Test
  void aTextInTwoLanguagesIsLessSurelyInOne() {
    String half = (GERMAN + "\n" + ENGLISH + "\n").repeat(12);
    assertThat(identify(half).language()).isIn("de", "en");
    assertThat(identify(half).probability()).isLessThan(0.95);
    assertThat(identify(GERMAN.repeat(24)).probability()).isGreaterThan(0.99);
    // Of what another script adds, a little does not matter.
    assertThat(identify(article("ru") + " Debian GNU/Linux").language()).isEqualTo("ru");
    assertThat(identify(article("zh-Hans") + " apt-get install").language()).isEqualTo("zh-Hans");
    String mixed = (article("ru") + "\n" + ENGLISH + " " + ENGLISH + "\n").repeat(9);
    assertThat(identify(mixed).probability()).isLessThan(0.95);
  }

  @Test
  void ofALongTextAllPartsSpeak() {
    String page = (ENGLISH + "\n").repeat(20) + (GERMAN + "\n").repeat(20_000);
    assertThat(identify(page).language()).isEqualTo("de");
    assertThat(identify(page).probability()).isGreaterThan(0.9);
    assertThat(Sample.of(page)).hasSizeLessThanOrEqualTo(Sample.UNITS + 16);
    assertThat(identify("x".repeat(5_000_000)).probability()).isBetween(0.0, 1.0);
    assertThat(identify("\ud800".repeat(5_000)).language()).isEqualTo("und");
  }

  @Test
  void pointsAndStressMarksChangeNothing() {
    Map<String, String> marked =
        Map.of(
            "he",
            "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ וְהָאָרֶץ הָיְתָה תֹהוּ וָבֹהוּ",
            "yi",
            "אַלע מענטשן זײַנען געבוירן פֿרײַ און גלײַך אין כּבֿוד און רעכט",
            "ar",
            "يُولَدُ جَمِيعُ النَّاسِ أَحْرَارًا مُتَسَاوِينَ فِي الْكَرَامَةِ وَالْحُقُوقِ",
            "ru",
            "Все лю́ди рожда́ются свобо́дными и ра́вными в своём досто́инстве и права́х");
    marked.forEach(
        (tag, text) -> {
          String bare = text.replaceAll("[\\u0301\\u0591-\\u05c7\\u064b-\\u0652]", "");
          assertThat(bare).hasSizeLessThan(text.length() - 4);
          assertThat(identify(text)).isEqualTo(identify(bare));
          assertThat(identify(text).language()).isEqualTo(tag);
          assertThat(identify(text).probability()).isGreaterThan(0.9);
        });
  }

  @Test
  void softHyphensPartNoWords() {
    String hyphenated = GERMAN.replaceAll("(\\p{L}{2})(?=\\p{L}{2})", "$1\u00ad");
    assertThat(hyphenated).hasSizeGreaterThan(GERMAN.length() + 30);
    assertThat(identify(hyphenated).language()).isEqualTo("de");
    assertThat(identify(hyphenated).probability()).isGreaterThan(0.95);
  }

  @Test
  void webAddressesSayNothing() {
    String address = " https://www.example.org/the/rights/of/all/human/beings/are/equal ";
    assertThat(identify(words(GERMAN, 8) + address.repeat(8)).language()).isEqualTo("de");
  }

  @Test
  void theAnswerIsTheSameInEveryThreadAndLocale() throws Exception {
    List<IdentifiedLanguage> expected = new ArrayList<>();
    ARTICLES.values().forEach(text -> expected.add(identify(text)));
    Locale before = Locale.getDefault();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      Callable<List<IdentifiedLanguage>> task =
          () -> ARTICLES.values().stream().map(LanguageIdTest::identify).toList();
      for (Future<List<IdentifiedLanguage>> found :
          threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(found.get()).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
      threads.shutdown();
    }
  }

  @Test
  void theModelTakesTheMemoryThatIsSaid() {
    assertThat(LanguageId.v2().modelBytes()).isBetween(4L << 20, 10L << 20);
  }

  @Test
  void tagsNameWhatTheyCover() {
    assertThat(new IdentifiedLanguage("zh-Hans", 1).isIn("zh")).isTrue();
    assertThat(new IdentifiedLanguage("zh", 1).isIn("zh-Hans")).isFalse();
    assertThat(new IdentifiedLanguage("nn", 1).isIn("no")).isTrue();
    assertThat(new IdentifiedLanguage("de", 1).isIn("d")).isFalse();
    assertThat(LanguageId.v2().knows("no")).isTrue();
    assertThat(LanguageId.v2().knows("uz")).isTrue();
    assertThat(LanguageId.v2().knows("tlh")).isFalse();
    assertThat(IdentifiedLanguage.englishName("zh-Hans")).isEqualTo("Chinese (Simplified)");
  }
}
