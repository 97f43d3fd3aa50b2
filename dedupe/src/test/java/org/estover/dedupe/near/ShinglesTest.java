package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ShinglesTest {
  @Test
  void aShingleIsThePolynomialOfItsWords() {
    assertThat(new Shingles(5).of("The quick-brown fox... JUMPS!"))
        .containsExactly(hash("the quick brown fox jumps"));
  }

  @ParameterizedTest
  @CsvSource({
    "Crème BRÛLÉE, creme brulee",
    "x1y2 12345 3.14, x0y0 0 0 0",
    "٣٫٥ test, 0 0 test",
    "don't, don t",
    "漢字かな, 漢 字 か な",
    "abc漢def, abc 漢 def",
    "한국어 말, 한국어 말",
    "Ⅷ ½ ǅ, ⅷ ½ ǆ",
    "soft\u00adhyphen, softhyphen",
    "e\u0301te\u0301, ete",
    "İstanbul ΣΊΣΥΦΟΣ, istanbul σισυφοσ",
    "𝔸𝔹 𐐀, 𝔸𝔹 𐐨"
  })
  void wordsAreFolded(String text, String words) {
    assertThat(new Shingles(1).of(text)).isEqualTo(hashes(List.of(words.split(" ", -1)), 1));
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void shinglesAreTheDistinctRunsOfWords(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shingles shingles = new Shingles(3);
    for (int i = 0; i < 50; i++) {
      List<String> words =
          random
              .ints(random.nextInt(2000), 0, 4)
              .mapToObj(w -> List.of("a", "bb", "élan", "漢").get(w))
              .toList();
      String text = String.join(random.nextBoolean() ? " " : ", ", words);
      List<String> folded = words.stream().map(word -> word.replace('é', 'e')).toList();
      assertThat(shingles.of(text)).isEqualTo(hashes(folded, 3));
    }
  }

  /** Texts are read slice by slice: a pair of surrogates on the border is one code point. */
  @Test
  void slicesDoNotCutWordsOrCodePoints() {
    String text = "word ".repeat(1638) + "x\ud835\udd38y";
    assertThat(text.indexOf('\ud835')).isEqualTo(8191);
    assertThat(new Shingles(1).of(text)).isEqualTo(hashes(List.of("word", "x\ud835\udd38y"), 1));
    assertThat(new Shingles(1).of("a\ud835")).isEqualTo(hashes(List.of("a"), 1));
  }

  @Test
  void aTextShorterThanAShingleHasNone() {
    assertThat(new Shingles(5).of("only four words here")).isEmpty();
    assertThat(new Shingles(5).of("")).isEmpty();
    assertThatThrownBy(() -> new Shingles(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static long[] hashes(List<String> words, int count) {
    TreeSet<Long> hashes = new TreeSet<>();
    for (int i = 0; i + count <= words.size(); i++) {
      hashes.add(hash(String.join(" ", words.subList(i, i + count))));
    }
    return hashes.stream().mapToLong(Long::longValue).toArray();
  }

  private static long hash(String words) {
    long sum = 0;
    for (String word : words.split(" ", -1)) {
      long hash = 0xCBF29CE484222325L;
      for (int c : word.codePoints().toArray()) {
        hash = (hash ^ c) * 0x100000001B3L;
      }
      sum = sum * 0x9E3779B97F4A7C15L + Shingles.mix(hash);
    }
    return Shingles.mix(sum);
  }

  /** SplittableRandom of the JDK mixes so: seed 0 gives the mix of its increment first. */
  @Test
  void mixIsThatOfSplitMix() {
    assertThat(Shingles.mix(0x9E3779B97F4A7C15L)).isEqualTo(new SplittableRandom(0).nextLong());
  }
}
