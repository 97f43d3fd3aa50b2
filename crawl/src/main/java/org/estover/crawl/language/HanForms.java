package org.estover.crawl.language;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Transliterator;

/**
 * Which Chinese characters are written in simplified texts only, and which in traditional ones
 * only: those that ICU's conversion of the one into the other changes.
 */
final class HanForms {
  /** The first plane's unified ideographs; the rare ones beyond say nothing in practice. */
  private static final int FIRST = 0x4e00;

  private static final int END = 0xa000;

  private static final byte SIMPLIFIED = 1;
  private static final byte TRADITIONAL = 2;

  private static final HanForms FORMS = new HanForms();

  private final byte[] forms = new byte[END - FIRST];

  private HanForms() {
    Transliterator toTraditional = Transliterator.getInstance("Simplified-Traditional");
    Transliterator toSimplified = Transliterator.getInstance("Traditional-Simplified");
    for (int i = 0; i < forms.length; i++) {
      String character = Character.toString((char) (FIRST + i));
      if (UScript.getScript(FIRST + i) != UScript.HAN) {
        continue;
      }
      boolean inTraditional = toTraditional.transliterate(character).equals(character);
      boolean inSimplified = toSimplified.transliterate(character).equals(character);
      if (inTraditional != inSimplified) {
        forms[i] = inSimplified ? SIMPLIFIED : TRADITIONAL;
      }
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
