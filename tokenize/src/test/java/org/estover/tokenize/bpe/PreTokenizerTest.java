package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PreTokenizerTest {
  /** The pattern in the JDK's regex, whose tables agree on everything that RandomText draws. */
  private static final Pattern GPT2 =
      Pattern.compile(PreTokenizer.PATTERN, Pattern.UNICODE_CHARACTER_CLASS);

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void piecesAreThoseOfTheRegularExpression(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      String text = RandomText.of(random);
      List<String> expected = new ArrayList<>();
      Matcher matcher = GPT2.matcher(text);
      while (matcher.find()) {
        expected.add(matcher.group());
      }
      assertThat(pieces(text)).isEqualTo(expected);
    }
  }

  @Test
  void theLastSpaceOfARunJoinsTheNextWord() {
    assertThat(pieces("a   b")).containsExactly("a", "  ", " b");
    assertThat(pieces("a\n b")).containsExactly("a", "\n", " b");
    assertThat(pieces("a \nb")).containsExactly("a", " ", "\n", "b");
    assertThat(pieces("a  ")).containsExactly("a", "  ");
    assertThat(pieces(" ")).containsExactly(" ");
  }

  @Test
  void contractionsAreCaseSensitiveAndAscii() {
    assertThat(pieces("I've we'LL 'tis ’s"))
        .containsExactly("I", "'ve", " we", "'", "LL", " '", "tis", " ’", "s");
    assertThat(pieces("'r")).containsExactly("'", "r");
    assertThat(pieces("'")).containsExactly("'");
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    char[] chars = text.toCharArray();
    for (int at = 0; at < chars.length; ) {
      int end = PreTokenizer.pieceEnd(chars, at, chars.length);
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }
}
