package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.bpe.reference.IcuClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WordsTest {
  private static final List<String> CHARACTERS =
      List.of("a", "Z", "7", " ", ".", "é", "ß", "٣", "Ⅷ", "日", "𝒳", "😀", "\u0301", "\u200b", "");

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void aPlaceIsWholeUnlessLettersOrNumbersMeetAtItsEnds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 2000; round++) {
      String before = text(random);
      String place = text(random);
      String behind = text(random);
      byte[] bytes = (before + place + behind).getBytes(StandardCharsets.UTF_8);
      int from = before.getBytes(StandardCharsets.UTF_8).length;
      int to = from + place.getBytes(StandardCharsets.UTF_8).length;
      boolean expected = !meet(before, place + behind) && !meet(before + place, behind);
      assertThat(Words.areWhole(bytes, bytes.length, from, to))
          .as(before + "[" + place + "]" + behind)
          .isEqualTo(expected);
    }
  }

  @Test
  void bytesThatAreNoCharactersBelongToNoWord() {
    byte[] cut = {'a', (byte) 0xC3, 'b', (byte) 0xA9, 'c'};
    assertThat(Words.areWhole(cut, 5, 2, 3)).isTrue();
    assertThat(Words.areWhole(cut, 5, 1, 1)).isTrue();
    byte[] three = {'a', (byte) 0xE6, (byte) 0x97};
    assertThat(Words.areWhole(three, 3, 0, 1)).isTrue();
    byte[] many = {'a', (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 'b'};
    assertThat(Words.areWhole(many, 7, 6, 7)).isTrue();
    // What stands behind the text's end is not looked at.
    assertThat(Words.areWhole(new byte[] {'a', 'b'}, 1, 0, 1)).isTrue();
    assertThat(Words.areWhole(new byte[] {'a', 'b'}, 2, 0, 1)).isFalse();
  }

  private static boolean meet(String before, String behind) {
    return !before.isEmpty()
        && !behind.isEmpty()
        && isWord(before.codePointBefore(before.length()))
        && isWord(behind.codePointAt(0));
  }

  private static boolean isWord(int character) {
    int charClass = IcuClasses.charClass(character);
    return charClass == 1 || charClass == 2;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
    }
    return text.toString();
  }
}
