package org.estover.dedupe.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentKeyTest {
  /** Computed by a transcription of the javadoc in another language. */
  @Test
  void keysNeverChange() {
    assertThat(ContentKey.of("Crème  brûlée\n")).hasToString("c78d5dbcb92f63794cc301e160036363");
    assertThat(ContentKey.of("")).hasToString("42f658e8abfe6cf5ac78dce59bb726cf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " Crème brûlée",
        "Cre\u0300me bru\u0302le\u0301e",
        "\tCrème\u00a0\u2003\r\nbrûlée "
      })
  void whiteSpaceAndUnicodeFormAreNoDifference(String text) {
    assertThat(ContentKey.of(text)).isEqualTo(ContentKey.of("Crème brûlée"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"crème brûlée", "Creme brulee", "Crèmebrûlée", "Crème brûlée.", "ﬁ"})
  void anyOtherDifferenceCounts(String text) {
    assertThat(ContentKey.of(text)).isNotEqualTo(ContentKey.of("Crème brûlée"));
    assertThat(ContentKey.of(text)).isNotEqualTo(ContentKey.of("fi"));
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void longTextsAreHashedWholeWhereverBuffersEnd(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    StringBuilder spaced = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      int c = random.nextInt(4) == 0 ? 0x1F600 + random.nextInt(40) : 'a' + random.nextInt(26);
      text.appendCodePoint(c);
      spaced.appendCodePoint(c);
      if (random.nextInt(6) == 0) {
        text.append(' ');
        spaced.append(" \n\t".repeat(1 + random.nextInt(3)));
      }
    }
    ContentKey key = ContentKey.of(text);
    assertThat(ContentKey.of(spaced)).isEqualTo(key);
    int at = random.nextInt(text.length());
    text.setCharAt(at, text.charAt(at) == 'z' ? 'y' : 'z');
    assertThat(ContentKey.of(text)).isNotEqualTo(key);
  }

  /** Defect 7: a hash over the whole line told equal texts apart by their metadata. */
  @Test
  void equalTextsAreEqualWhateverTheirMetadataSays() {
    Line train = new Line("The same text.", "{\"pile_set_name\": \"Pile-CC\"}");
    Line heldOut = new Line("The same text.", "{\"pile_set_name\": \"OpenWebText2\"}");
    assertThat(ContentKey.of(train.toString())).isNotEqualTo(ContentKey.of(heldOut.toString()));
    assertThat(ContentKey.of(train.text())).isEqualTo(ContentKey.of(heldOut.text()));
  }

  private record Line(String text, String meta) {}

  @Test
  void keysOrderAsUnsignedBytes() {
    assertThat(new ContentKey(-1, 1).bytes()).startsWith(-1, -1).endsWith(0, 1);
    assertThat(new ContentKey(-1, 1)).isGreaterThan(new ContentKey(1, -1));
    assertThat(new ContentKey(0, -1)).isGreaterThan(new ContentKey(0, 1));
  }
}
