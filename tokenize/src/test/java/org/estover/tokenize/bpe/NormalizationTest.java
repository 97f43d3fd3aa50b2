package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NormalizationTest {
  /** Letters and marks of several classes, jamo, and characters that decompose or are young. */
  private static final int[] CHARACTERS = {
    'a', 'e', 0x300, 0x301, 0x323, 0x327, 0x334, 0x344, 0x345, 0x1DF8, 0x958, 0x1100, 0x1161,
    0x11A8, 0xAC00, 0x653, 0x627, 0x64B, 0x651, 0x212B, 0x1D15E, 0x1D165, 0x11382, 0x113C9, 0xE9,
    ' '
  };

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void partsAreNormalizedAsTheWholeIs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Utf8Text normalized = new Utf8Text(false);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(i % 2 == 0 ? "" : RandomText.ofAnyScript(random));
      for (int c = random.nextInt(12); c >= 0; c--) {
        text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
      }
      byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
      byte[] padded = Arrays.copyOf(utf8, utf8.length + Utf8Text.PADDING);
      String whole = Normalization.NFC_9.apply(text).toString();
      Normalization.NFC_9.apply(padded, 0, utf8.length, normalized);
      assertThat(new String(normalized.bytes(), 0, normalized.size(), StandardCharsets.UTF_8))
          .isEqualTo(whole);
      if (!Normalization.NFC_9.mayChange(padded, 0, utf8.length)) {
        assertThat(text.toString()).isEqualTo(whole);
      }
    }
  }
}
