package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TermsAutomatonTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everyPlaceOfEveryStringIsFound(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 30; round++) {
      int letters = 1 + random.nextInt(4);
      Set<String> strings = new TreeSet<>();
      for (int s = random.nextInt(1, 40); s > 0; s--) {
        strings.add(word(random, 1 + random.nextInt(6), letters));
      }
      List<String> list = List.copyOf(strings);
      String text = word(random, random.nextInt(400), letters + 1);
      for (int nearLimit : new int[] {1, 1 + random.nextInt(20), 1 << 12}) {
        assertThat(places(list, text, nearLimit)).isEqualTo(naive(list, text));
      }
    }
  }

  @Test
  void allBytesAreLetters() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    List<String> strings =
        List.of("\u00ff", "\u0000", "\u007f\u0080", "\u00fe\u00ff", all.toString());
    String text = all + all.toString();
    assertThat(places(strings, text)).isEqualTo(naive(strings, text)).contains("4 0-256");
  }

  @Test
  void aTextMayEndWithinAString() {
    assertThat(places(List.of("abc", "bcd"), "xab")).isEmpty();
    assertThat(places(List.of("abc", "bcd"), "")).isEmpty();
  }

  private static String word(SplittableRandom random, int size, int letters) {
    StringBuilder word = new StringBuilder();
    random.ints(size, 0, letters).forEach(c -> word.append((char) ('a' + c)));
    return word.toString();
  }

  private static Set<String> places(List<String> strings, String text) {
    return places(strings, text, 2);
  }

  private static Set<String> places(List<String> strings, String text, int nearLimit) {
    TermsAutomaton automaton =
        TermsAutomaton.of(strings.stream().map(s -> bytes(s)).toList(), nearLimit);
    List<String> places = new ArrayList<>();
    byte[] bytes = bytes(text);
    automaton.search(
        bytes, bytes.length, (string, from, to) -> places.add(place(string, from, to)));
    Set<String> distinct = new TreeSet<>(places);
    assertThat(places).as("each place once").hasSameSizeAs(distinct);
    return distinct;
  }

  private static Set<String> naive(List<String> strings, String text) {
    Set<String> places = new TreeSet<>();
    for (int string = 0; string < strings.size(); string++) {
      int size = strings.get(string).length();
      for (int at = 0; at + size <= text.length(); at++) {
        if (text.startsWith(strings.get(string), at)) {
          places.add(place(string, at, at + size));
        }
      }
    }
    return places;
  }

  private static String place(int string, int from, int to) {
    return string + " " + from + "-" + to;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
