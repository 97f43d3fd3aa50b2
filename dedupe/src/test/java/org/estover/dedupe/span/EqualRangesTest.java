package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EqualRangesTest {
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void namesTheFirstEqualRangeWhateverTheHash(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EqualRanges> all =
        List.of(
            new EqualRanges(),
            new EqualRanges((bytes, start, size) -> 7),
            // One slot, but no hash twice: found by the steps of probing.
            new EqualRanges(
                (bytes, start, size) -> (long) Arrays.hashCode(word(bytes, start, size)) << 32));
    for (int i = 0; i < 20; i++) {
      byte[] text = new byte[400];
      for (int at = 0; at < text.length; at++) {
        text[at] = (byte) random.nextInt(2);
      }
      int count = random.nextInt(1, 300);
      for (EqualRanges ranges : all) {
        ranges.clear();
      }
      List<String> words = new ArrayList<>();
      for (int range = 0; range < count; range++) {
        int size = random.nextInt(5, 9);
        int start = random.nextInt(text.length - size);
        words.add(new String(text, start, size, StandardCharsets.ISO_8859_1));
        for (EqualRanges ranges : all) {
          ranges.add(text, start, size);
        }
      }
      for (EqualRanges ranges : all) {
        ranges.compare();
        for (int range = 0; range < count; range++) {
          assertThat(ranges.first(range)).isEqualTo(words.indexOf(words.get(range)));
        }
      }
    }
  }

  /** So many that they are compared in parts. */
  @Test
  void namesTheFirstOfManyRanges() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] text = new byte[100_000];
    random.nextBytes(text);
    EqualRanges ranges = new EqualRanges();
    Map<String, Integer> firsts = new HashMap<>();
    List<Integer> expected = new ArrayList<>();
    List<Integer> actual = new ArrayList<>();
    for (int range = 0; range < 40_000; range++) {
      int start = random.nextInt(20_000);
      ranges.add(text, start, 8);
      String word = new String(text, start, 8, StandardCharsets.ISO_8859_1);
      expected.add(firsts.computeIfAbsent(word, first -> expected.size()));
    }
    ranges.compare();
    for (int range = 0; range < ranges.count(); range++) {
      actual.add(ranges.first(range));
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static byte[] word(byte[] bytes, int start, int size) {
    return Arrays.copyOfRange(bytes, start, start + size);
  }
}
