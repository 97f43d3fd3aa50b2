package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estover.tokenize.bpe.reference.IcuClasses;
import org.junit.jupiter.api.Test;

/** The table is what ICU4J says; {@code -Destover.rewrite=true} writes it. */
final class UnicodeClassesTest {
  private static final Path FILE =
      Path.of("src/main/resources/org/estover/tokenize/bpe", UnicodeClasses.RESOURCE);

  @Test
  void theFileIsWhatIcuSays() throws IOException {
    String runs = runs();
    if (Boolean.getBoolean("estover.rewrite")) {
      Files.writeString(FILE, runs, StandardCharsets.US_ASCII);
    }
    assertThat(Files.readString(FILE, StandardCharsets.US_ASCII)).isEqualTo(runs);
  }

  @Test
  void theTableIsWhatTheFileSays() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (UnicodeClasses.of(c) != IcuClasses.charClass(c)
          || UnicodeClasses.mark(c) != IcuClasses.mark(c, UnicodeClasses.MAY_CHANGE)) {
        assertThat(UnicodeClasses.of(c)).as("class of %x", c).isEqualTo(IcuClasses.charClass(c));
        assertThat(UnicodeClasses.mark(c))
            .as("mark of %x", c)
            .isEqualTo(IcuClasses.mark(c, UnicodeClasses.MAY_CHANGE));
      }
    }
  }

  @Test
  void unicodeSixteenIsKnownOnEveryJdk() {
    assertThat(UnicodeClasses.of(0x10D4A))
        .as("Garay letter, Unicode 16")
        .isEqualTo(UnicodeClasses.LETTER);
    assertThat(UnicodeClasses.of(0x10D40)).as("Garay digit").isEqualTo(UnicodeClasses.NUMBER);
    assertThat(UnicodeClasses.of(0x180E))
        .as("no white space since 6.3")
        .isEqualTo(UnicodeClasses.OTHER);
    assertThat(UnicodeClasses.mark(0x301)).isEqualTo(UnicodeClasses.MAY_CHANGE);
    assertThat(UnicodeClasses.mark(0x1DF8)).as("combining since Unicode 10").isZero();
  }

  private static String runs() {
    StringBuilder runs = new StringBuilder();
    int first = 0;
    int value = value(0);
    for (int c = 1; c <= Character.MAX_CODE_POINT + 1; c++) {
      int next = c > Character.MAX_CODE_POINT ? -1 : value(c);
      if (next != value) {
        if (value != 0) {
          runs.append(Integer.toHexString(first)).append('-').append(Integer.toHexString(c - 1));
          runs.append(' ').append(value).append('\n');
        }
        first = c;
        value = next;
      }
    }
    return runs.toString();
  }

  private static int value(int codePoint) {
    int mark = IcuClasses.mark(codePoint, UnicodeClasses.MAY_CHANGE);
    return UnicodeClasses.value(IcuClasses.charClass(codePoint), mark);
  }
}
