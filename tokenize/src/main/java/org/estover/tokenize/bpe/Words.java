package org.estover.tokenize.bpe;

/**
 * Where words begin and end in UTF-8: a word is a run of letters and numbers, as Unicode 16 knows
 * them, whatever the JDK. Bytes that are no UTF-8 belong to no word.
 */
public final class Words {
  private static final int LONGEST_CHARACTER = 4;

  private Words() {}

  /**
   * Whether the bytes [from, to) of a text cut no word: at each of their ends at most one of the
   * two characters that meet there is a letter or number.
   *
   * @param end the number of the text's bytes
   */
  public static boolean areWhole(byte[] text, int end, int from, int to) {
    return !joins(text, end, from) && !joins(text, end, to);
  }

  private static boolean joins(byte[] text, int end, int at) {
    if (at <= 0 || at >= end || !isWord(text, at, width(text, at, end))) {
      return false;
    }
    int before = at - 1;
    while (before > 0 && at - before < LONGEST_CHARACTER && (text[before] & 0xC0) == 0x80) {
      before--;
    }
    int width = width(text, before, at);
    return width == at - before && isWord(text, before, width);
  }

  /** The bytes of the character that begins at {@code at}; 0 if none does. */
  private static int width(byte[] text, int at, int end) {
    if (text[at] >= 0) {
      return 1;
    }
    for (int width = 2; width <= LONGEST_CHARACTER && at + width <= end; width++) {
      if (Utf8.isValid(text, at, at + width)) {
        return width;
      }
    }
    return 0;
  }

  private static boolean isWord(byte[] text, int at, int width) {
    if (width == 0) {
      return false;
    }
    int charClass = Utf8.classAt(text, at);
    return charClass == UnicodeClasses.LETTER || charClass == UnicodeClasses.NUMBER;
  }
}
