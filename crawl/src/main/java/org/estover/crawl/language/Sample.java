package org.estover.crawl.language;

import com.ibm.icu.text.Normalizer2;

/**
 * What of a text is looked at: all of a short one, and of a longer one twelve stretches at even
 * distances, so that a page's head or a foreign quotation does not speak for the rest. Between two
 * stretches stands a line feed; a word that is cut by the start of one is left out.
 */
final class Sample {
  /** How many UTF-16 units of a text are looked at. */
  static final int UNITS = 1_152;

  private static final int STRETCHES = 12;
  private static final int STRETCH = UNITS / STRETCHES;

  /** A word longer than this is cut all the same: scripts without spaces, and hostile texts. */
  private static final int LONGEST_WORD = 32;

  private Sample() {}

  /** Returns the sample of a text, with accents and letters composed. */
  static String of(CharSequence text) {
    int length = text.length();
    if (length <= UNITS) {
      return composed(text.toString());
    }
    StringBuilder sample = new StringBuilder(UNITS + STRETCHES);
    for (int i = 0; i < STRETCHES; i++) {
      int start = (int) ((long) i * (length - STRETCH) / (STRETCHES - 1));
      int end = start + STRETCH;
      sample.append(text, i == 0 ? 0 : afterWord(text, start), end).append('\n');
    }
    return composed(sample.toString());
  }

  /** The end of the word that a stretch starts in. */
  private static int afterWord(CharSequence text, int start) {
    for (int i = start; i < start + LONGEST_WORD; i++) {
      if (text.charAt(i) <= ' ') {
        return i;
      }
    }
    return start;
  }

  private static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Below are no characters that combine; most texts end here.
      if (c >= 0x300) {
        return Normalizer2.getNFCInstance().normalize(text);
      }
    }
    return text;
  }
}
