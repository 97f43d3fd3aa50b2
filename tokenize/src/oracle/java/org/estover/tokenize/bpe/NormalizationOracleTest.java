package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NormalizationOracleTest {
  private static final Path NONSTARTERS =
      Path.of(System.getProperty("estover.shared"), "data/tokenizers/nonstarters_native.json");

  /**
   * A mark moves behind an overlay (class 1) or before a subscript iota (class 240) if it has one.
   */
  @Test
  void exactlyTheNativeLibrarysMarksAreReordered() throws IOException {
    BitSet expected = new BitSet();
    try (InputStream in = Files.newInputStream(NONSTARTERS)) {
      for (Object mark : (List<?>) JsonTree.read("nonstarters", in)) {
        expected.set(((Long) mark).intValue());
      }
    }
    BitSet reordered = new BitSet();
    for (int c = 0x300; c <= Character.MAX_CODE_POINT; c++) {
      String mark = Character.toString(c);
      boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (!surrogate && isStable(mark) && isMoved(mark)) {
        reordered.set(c);
      }
    }
    assertThat(reordered).isEqualTo(expected);
  }

  private static boolean isMoved(String mark) {
    return !isStable("#" + mark + "\u0334") || !isStable("#\u0345" + mark);
  }

  private static boolean isStable(String text) {
    return Normalization.NFC_9.apply(text).toString().equals(text);
  }
}
