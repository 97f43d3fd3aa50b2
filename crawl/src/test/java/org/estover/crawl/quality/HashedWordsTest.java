package org.estover.crawl.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HashedWordsTest {
  private static List<String> words(String text) {
    HashedWords reader = new HashedWords(1, 20);
    byte[] utf8 = text.getBytes(UTF_8);
    reader.start(utf8, 0, utf8.length);
    List<String> words = new ArrayList<>();
    int[] bucket = new int[3];
    while (reader.nextWord(bucket) > 0) {
      words.add(reader.lastWords(1));
    }
    return words;
  }

  private static List<Integer> buckets(int words, byte[] utf8, int from, int to, int room) {
    HashedWords reader = new HashedWords(words, 20);
    reader.start(utf8, from, to);
    List<Integer> buckets = new ArrayList<>();
    int[] some = new int[room];
    for (int count = reader.next(some); count > 0; count = reader.next(some)) {
      for (int i = 0; i < count; i++) {
        buckets.add(some[i]);
      }
    }
    return buckets;
  }

  @Test
  void wordsAreLettersMarksAndCharactersOfScriptsWithoutBlanks() {
    assertThat(words("It's 12,345 o'Clock—in 2026!"))
        .containsExactly("it", "'", "s", "0", ",", "0", "o", "'", "clock", "—", "in", "0", "!");
    assertThat(words("Straße ÉTÉ naïve „ab“ «c»\u00a0d\u2003e\u00ade\n\n\u200bf"))
        .containsExactly(
            "straße", "ÉtÉ", "naïve", "„", "ab", "“", "«", "c", "»", "d", "e", "e", "f");
    assertThat(words("漢字かな、한글 😀😀 ไทย x86_64"))
        .containsExactly("漢", "字", "か", "な", "、", "한", "글", "😀", "😀", "ไทย", "x0", "_", "0");
    assertThat(words("→a ab→c")).containsExactly("→a", "ab→c");
    assertThat(words(" \n\t\u0000\u007f")).isEmpty();
  }

  @Test
  void digitsAndCapitalsAreNoDifference() {
    byte[] one = "Chapter 12 of THE book".getBytes(UTF_8);
    byte[] other = "chapter 7 of the BOOK".getBytes(UTF_8);
    assertThat(buckets(3, one, 0, one.length, 8))
        .isEqualTo(buckets(3, other, 0, other.length, 8))
        .hasSize(5 + 4 + 3)
        .doesNotHaveDuplicates();
  }

  @Test
  void anyBytesAreReadToTheirEndHoweverMuchIsAskedFor() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (round % 2 == 0) {
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (random.nextInt(3) == 0 ? 0xe2 : random.nextInt(0x78, 0xff));
        }
      }
      int from = random.nextInt(bytes.length + 1);
      List<Integer> all = buckets(2, bytes, from, bytes.length, 4096);
      assertThat(buckets(2, bytes, from, bytes.length, 3)).isEqualTo(all);
      assertThat(all).allMatch(bucket -> bucket >= 0 && bucket < 1 << 20);
    }
  }
}
