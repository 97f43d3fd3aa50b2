package org.estover.licensing.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is too long ends where a character ends. */
final class PlainTextTest {
  private static final String TREES = "a\ud83c\udf32b\ud83c\udf32";

  @Test
  void noCharacterIsCutInTwo() {
    for (int most = 0; most <= TREES.length() + 1; most++) {
      String cut = PlainText.cut(TREES, most);
      String shortened = PlainText.shortened(TREES, most + 1);
      assertThat(cut.length()).isLessThanOrEqualTo(most);
      assertThat(shortened.length()).isLessThanOrEqualTo(most + 1);
      assertThat(PlainText.wrongIn(cut)).isEmpty();
      assertThat(PlainText.wrongIn(shortened)).isEmpty();
      assertThat(TREES).startsWith(cut);
    }
    assertThat(PlainText.cut(TREES, 3)).isEqualTo("a\ud83c\udf32");
    assertThat(PlainText.cut(TREES, 2)).isEqualTo("a");
    assertThat(PlainText.shortened(TREES, 5)).isEqualTo("a\ud83c\udf32b…");
    assertThat(PlainText.shortened(TREES, 6)).isEqualTo(TREES);
  }
}
