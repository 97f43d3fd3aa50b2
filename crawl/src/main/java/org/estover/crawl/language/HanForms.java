package org.estover.crawl.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Which Chinese characters are written in simplified texts only, and which in traditional ones
 * only: those that ICU's conversion of the one into the other changes.
 *
 * <p>They stand in the resource, the simplified ones on the first line, as it takes ICU a third of
 * a second to set up its conversions.
 */
final class HanForms {
  /** The first plane's unified ideographs; the rare ones beyond say nothing in practice. */
  static final int FIRST = 0x4e00;

  /** The first unit after them. */
  static final int END = 0xa000;

  private static final String RESOURCE = "han-forms.txt";

  private static final byte SIMPLIFIED = 1;
  private static final byte TRADITIONAL = 2;

  private static final HanForms FORMS = new HanForms();

  private final byte[] forms = new byte[END - FIRST];

  private HanForms() {
    try (InputStream in =
        Objects.requireNonNull(HanForms.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 2);
      lines[0].chars().forEach(unit -> forms[unit - FIRST] = SIMPLIFIED);
      lines[1].strip().chars().forEach(unit -> forms[unit - FIRST] = TRADITIONAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns {@code zh-Hans} or {@code zh-Hant}, or {@code zh} where a text has no such character.
   */
  static String tag(CharSequence text) {
    int simplified = 0;
    int traditional = 0;
    for (int i = 0; i < text.length(); i++) {
      int at = text.charAt(i) - FIRST;
      if (at >= 0 && at < FORMS.forms.length) {
        byte form = FORMS.forms[at];
        simplified += form == SIMPLIFIED ? 1 : 0;
        traditional += form == TRADITIONAL ? 1 : 0;
      }
    }
    if (simplified == traditional) {
      return "zh";
    }
    return simplified > traditional ? "zh-Hans" : "zh-Hant";
  }
}
