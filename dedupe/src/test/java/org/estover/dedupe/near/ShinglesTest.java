package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ShinglesTest {
  @Test
  void aShingleIsTheHashOfItsWordsJoinedBySpaces() {
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
    assertThat(new Shingles(1).of(text)).isEqualTo(hashes(List.of(words.split(" ")), 1));
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
    return Hashing.xxh3_64().hashBytesToLong(words.getBytes(StandardCharsets.UTF_8));
  }
}
