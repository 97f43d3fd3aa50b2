package org.estover.tokenize.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.estover.tokenize.text.reference.LiteralText;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SuffixArrayTest {

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void suffixesAreSortedAsByComparingThem(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 400; i++) {
      byte[] text = text(random, random.nextInt(i < 200 ? 12 : 300));
      assertThat(sorted(text)).as(Arrays.toString(text)).isEqualTo(LiteralText.suffixes(text));
    }
  }

  /** Few symbols and repeated parts, so that substrings are equal over long distances. */
  private static byte[] text(SplittableRandom random, int size) {
    byte[] text = new byte[size];
    int symbols = 1 + random.nextInt(random.nextBoolean() ? 3 : 256);
    for (int i = 0; i < size; i++) {
      text[i] = (byte) (random.nextInt(symbols) * (random.nextBoolean() ? 1 : 255));
    }
    for (int copies = random.nextInt(4); copies > 0 && size > 1; copies--) {
      int from = random.nextInt(size);
      int to = random.nextInt(size);
      System.arraycopy(text, from, text, to, random.nextInt(size - Math.max(from, to)));
    }
    return text;
  }

  @Test
  void everyTextOfThreeSymbolsUpToTenPlaces() {
    for (int size = 0; size <= 10; size++) {
      byte[] text = new byte[size];
      int texts = (int) Math.pow(3, size);
      for (int number = 0; number < texts; number++) {
        int left = number;
        for (int i = 0; i < size; i++) {
          text[i] = (byte) (left % 3);
          left /= 3;
        }
        if (!Arrays.equals(sorted(text), LiteralText.suffixes(text))) {
          assertThat(sorted(text)).as(Arrays.toString(text)).isEqualTo(LiteralText.suffixes(text));
        }
      }
    }
  }

  @Test
  void repetitiveTextsTakeNoLonger() {
    byte[] equal = new byte[1 << 20];
    byte[] fibonacci = fibonacci(1 << 20);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          int[] suffixes = sorted(equal);
          for (int i = 0; i < equal.length; i++) {
            assertThat(suffixes[i]).isEqualTo(equal.length - 1 - i);
          }
          assertAscends(fibonacci, sorted(fibonacci));
        });
  }

  /** By the order of the suffixes one place on, so in linear time. */
  private static void assertAscends(byte[] text, int[] suffixes) {
    int[] rank = new int[text.length + 1];
    for (int i = 0; i < suffixes.length; i++) {
      rank[suffixes[i]] = i + 1;
    }
    for (int i = 1; i < suffixes.length; i++) {
      int one = suffixes[i - 1];
      int other = suffixes[i];
      int byFirst = Byte.compareUnsigned(text[one], text[other]);
      if (byFirst > 0 || (byFirst == 0 && rank[one + 1] >= rank[other + 1])) {
        throw new AssertionError("suffix " + one + " before " + other);
      }
    }
  }

  private static byte[] fibonacci(int size) {
    StringBuilder last = new StringBuilder("a");
    StringBuilder text = new StringBuilder("ab");
    while (text.length() < size) {
      String longer = text.toString();
      text.append(last);
      last = new StringBuilder(longer);
    }
    return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
  }

  private static int[] sorted(byte[] text) {
    // What lay in the array before must not matter.
    int[] into = new int[text.length];
    Arrays.fill(into, -7);
    SuffixArray.sort(text, text.length, into);
    return into;
  }
}
