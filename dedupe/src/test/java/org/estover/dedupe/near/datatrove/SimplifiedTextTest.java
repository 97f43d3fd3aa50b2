package org.estover.dedupe.near.datatrove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SimplifiedTextTest {
  private static final int[] PIECES =
      (" .,:?'’‘١٢٫،⎖09aZéÅİIıßǅΣσςΑαµ\u0301\u0308\u0300\u0345ʰ\u05b0\u00ad\u200d"
              + "\u302e\u302f\u034f\u1112e한글ᄀ각漢か゛\u0085\u00a0\u2028\u2000\u180e\u0000\t\n\u001c"
              + "\u037e\u0387\u1fef\u2260⅕²Ⅷ𝟘𝟙𐐀𐐨😀\ud834\udd5e\ud834\udd65\ud834\udd6d"
              + "\ud834\udd57\ud800\udc00\ud800\udfff＿１％～ﬁ\u0958\u093c\u0f73\u0f71")
          .codePoints()
          .toArray();

  @ParameterizedTest
  @CsvSource({
    "'Well, (1) twelve: 12,000.50!', well 0 twelve 0 0",
    "'1.2.3 and 1,2', 0 0 and 0",
    "ΟΔΟΣ ΣΑΣ Σ, οδος σας σ",
    "'Σ. AΣ. AΣ.B AΣ-B', σ aς aσ b aς b",
    "İstanbul IŞIK, istanbul isik",
    "don’t ‘quote’, don t ‘quote",
    "\uAC01 漢字, \u1100\u1161\u11A8 漢字",
    "１２ ٣٫٥ 𝟘𝟙, 0 0 0",
    "'a \u0301 b', 'a  b'",
    "'\u0301 a \u0301', a",
    "no\u00ADhyphen, no\u00ADhyphen",
    "'tab\tand\u001Cmore\u0085', tab and more",
    "\u302E\u302F, \u302E\u302F",
    "a≠b \u037E, a=b ;"
  })
  void textsAreSimplified(String text, String simplified) {
    assertThat(SimplifiedText.of(text)).isEqualTo(simplified);
  }

  @Test
  void loneSurrogatesBecomeQuestionMarks() {
    assertThat(SimplifiedText.of("a\ud800 \udc00b?")).isEqualTo("a? ?b");
  }

  @Test
  void marksThatStayAreInCanonicalOrder() {
    String stem = Character.toString(0x1D165);
    assertThat(SimplifiedText.of("a\u302e" + stem)).isEqualTo("a" + stem + "\u302e");
    assertThat(SimplifiedText.of("a\u302e\u034f" + stem)).isEqualTo("a\u302e" + stem);
    assertThat(SimplifiedText.of("a\u302e\u0301" + stem + "\u302e b"))
        .isEqualTo("a" + stem + "\u302e\u302e b");
  }

  @Test
  void everyCodePointIsSimplifiedAsByTheReference() {
    for (int from = 0; from < 0x110000; from += 64) {
      StringBuilder text = new StringBuilder();
      for (int c = from; c < from + 64; c++) {
        text.append('x').appendCodePoint(c).append("\u302e1.");
      }
      assertThat(SimplifiedText.of(text))
          .as("from U+%04X", from)
          .isEqualTo(SlowDatatrove.simplify(text.toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void textsAreSimplifiedAsByTheReference(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      String text = text(random, random.nextInt(200));
      assertThat(SimplifiedText.of(text)).as(text).isEqualTo(SlowDatatrove.simplify(text));
    }
  }

  /** Pieces with which the steps have to do, and now and then any code point. */
  static String text(SplittableRandom random, int points) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < points; i++) {
      int choice = random.nextInt(8);
      int c = choice == 0 ? random.nextInt(0x110000) : PIECES[random.nextInt(PIECES.length)];
      text.appendCodePoint(choice < 3 ? c : "ab 1.Σ".charAt(random.nextInt(6)));
    }
    return text.toString();
  }
}
