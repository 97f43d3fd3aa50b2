package org.estover.crawl.personal;

import com.ibm.icu.lang.UCharacter;

/** A text on its way through the finders, and the classes of characters that they share. */
final class Scan {
  /** The sign of an email address. */
  static final int AT = 1;

  /** What separates the groups of an IPv6 address. */
  static final int COLON = 1 << 1;

  /** A digit of ASCII. */
  static final int DIGIT = 1 << 2;

  /** A digit of another script, in which telephone numbers are written, too. */
  static final int OTHER_DIGIT = 1 << 3;

  private static final int TABLE = 0x80;
  private static final byte[] CLASSES = classes();

  private final char[] text;
  private int floor;

  Scan(CharSequence text) {
    this.text = text.toString().toCharArray();
  }

  private static byte[] classes() {
    byte[] classes = new byte[TABLE];
    classes['@'] = AT;
    classes[':'] = COLON;
    for (char c = '0'; c <= '9'; c++) {
      classes[c] = DIGIT;
    }
    return classes;
  }

  int size() {
    return text.length;
  }

  /** A character, or NUL outside of the text. */
  char at(int index) {
    return index >= 0 && index < text.length ? text[index] : 0;
  }

  /** The classes of a character. */
  int classes(int index) {
    char c = text[index];
    if (c < TABLE) {
      return CLASSES[c];
    }
    return c >= '\u0660' && isOtherDigit(c) ? OTHER_DIGIT : 0;
  }

  /** Where what was found last ends: nothing is looked for before it. */
  int floor() {
    return floor;
  }

  void found(PersonalSpan span) {
    floor = span.end();
  }

  String text(int start, int end) {
    return new String(text, start, end - start);
  }

  boolean isDigit(int index) {
    return isDigit(at(index));
  }

  /** Whether a character is a digit of any script in which numbers are dialled. */
  boolean isAnyDigit(int index) {
    char c = at(index);
    return isDigit(c) || isOtherDigit(c);
  }

  /** Whether a character is a letter or digit of ASCII, or an underscore. */
  boolean isWord(int index) {
    char c = at(index);
    return isLetter(c) || isDigit(c) || c == '_';
  }

  boolean isLetter(int index) {
    return isLetter(at(index));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || isCapital(c);
  }

  static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Arabic-Indic digits, those of Persian, Devanagari and Bengali, and wide ones. */
  private static boolean isOtherDigit(char c) {
    return (c >= '\u0660' && c <= '\u0669')
        || (c >= '\u06f0' && c <= '\u06f9')
        || (c >= '\u0966' && c <= '\u096f')
        || (c >= '\u09e6' && c <= '\u09ef')
        || (c >= '\uff10' && c <= '\uff19');
  }

  /** The value of a hexadecimal digit; -1 of what is none. */
  static int hex(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int small = c | 0x20;
    return small >= 'a' && small <= 'f' && c < TABLE ? small - 'a' + 10 : -1;
  }

  /** How letters hang together: words of two families with no space between are two words. */
  static int family(char c) {
    if (c < TABLE) {
      return isLetter(c) ? LATIN : NEUTRAL;
    }
    if (c < 0x250 || (c >= 0x1e00 && c < 0x1f00) || (c >= 0x300 && c < 0x370)) {
      return LATIN;
    }
    boolean isUnspaced =
        (c >= 0x0e00 && c < 0x1000)
            || (c >= 0x1000 && c < 0x10a0)
            || (c >= 0x1780 && c < 0x1800)
            || (c >= 0x2e80 && c < 0xa4d0)
            || (c >= 0xf900 && c < 0xfb00)
            || (c >= 0xff66 && c < 0xffa0)
            || Character.isSurrogate(c);
    return isUnspaced ? UNSPACED : SPACED;
  }

  /** Digits and signs, which go with any family. */
  static final int NEUTRAL = 0;

  /** Latin letters. */
  static final int LATIN = 1;

  /** Letters of scripts that put spaces between words. */
  static final int SPACED = 2;

  /** Letters of scripts that put none. */
  static final int UNSPACED = 3;

  /** Whether a character beyond ASCII is of a word: a letter, mark or digit, by ICU's tables. */
  static boolean isOtherLetter(char c) {
    if (c < TABLE) {
      return false;
    }
    if (Character.isSurrogate(c)) {
      return true;
    }
    int type = UCharacter.getType(c);
    return UCharacter.isLetterOrDigit(c)
        || type == UCharacter.NON_SPACING_MARK
        || type == UCharacter.COMBINING_SPACING_MARK;
  }
}
