package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.bpe.reference.LiteralPieces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PieceScannerTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void piecesAreThoseOfTheRegularExpression(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (PiecePattern pattern : PiecePattern.values()) {
      LiteralPieces literal = new LiteralPieces(pattern.regex());
      for (int i = 0; i < 300; i++) {
        String text = RandomText.of(random);
        assertThat(pieces(pattern, text)).as("%s", pattern).isEqualTo(literal.pieces(text));
        String any = RandomText.ofAnyScript(random);
        assertThat(pieces(pattern, any)).as("%s", pattern).isEqualTo(literal.pieces(any));
      }
    }
  }

  /** An added token may begin in the middle of what would be one piece. */
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void whatStandsBehindTheEndChangesNothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (PiecePattern pattern : PiecePattern.values()) {
      for (int i = 0; i < 100; i++) {
        String text = RandomText.of(random);
        int cut = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
        String before = text.substring(0, cut);
        int end = before.getBytes(StandardCharsets.UTF_8).length;
        assertThat(pieces(pattern, text, end)).as("%s", pattern).isEqualTo(pieces(pattern, before));
      }
    }
  }

  @Test
  void theLastSpaceOfARunJoinsTheNextWord() {
    assertThat(gpt2("a   b")).containsExactly("a", "  ", " b");
    assertThat(gpt2("a\n b")).containsExactly("a", "\n", " b");
    assertThat(gpt2("a \nb")).containsExactly("a", " ", "\n", "b");
    assertThat(gpt2("a  ")).containsExactly("a", "  ");
    assertThat(gpt2(" ")).containsExactly(" ");
  }

  @Test
  void contractionsOfGpt2AreCaseSensitiveAndAscii() {
    assertThat(gpt2("I've we'LL 'tis ’s"))
        .containsExactly("I", "'ve", " we", "'", "LL", " '", "tis", " ’", "s");
    assertThat(gpt2("'r")).containsExactly("'", "r");
    assertThat(gpt2("'")).containsExactly("'");
  }

  @Test
  void cl100kTakesOneCharacterBeforeAWordAndBreaksBehindPunctuation() {
    assertThat(pieces(PiecePattern.CL100K, "(word we'LL 'ſx \n\n  y;\r\nz 12345\t"))
        .containsExactly(
            "(word", " we", "'LL", " '", "ſx", " \n\n", " ", " y", ";\r\n", "z", " ", "123", "45",
            "\t");
    assertThat(pieces(PiecePattern.QWEN2, "12")).containsExactly("1", "2");
    assertThat(pieces(PiecePattern.CL100K_NUMBERS, "12345")).containsExactly("12345");
  }

  private static List<String> gpt2(String text) {
    return pieces(PiecePattern.GPT2, text);
  }

  private static List<String> pieces(PiecePattern pattern, String text) {
    return pieces(pattern, text, text.getBytes(StandardCharsets.UTF_8).length);
  }

  private static List<String> pieces(PiecePattern pattern, String text, int end) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, bytes.length + Utf8Text.PADDING);
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < end; ) {
      int pieceEnd = pattern.scanner().pieceEnd(padded, at, end);
      pieces.add(new String(padded, at, pieceEnd - at, StandardCharsets.UTF_8));
      at = pieceEnd;
    }
    return pieces;
  }
}
