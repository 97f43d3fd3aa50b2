package org.estover.crawl.filter;

import com.ibm.icu.lang.UCharacter;

/** The character classes that the rules are written in, from ICU's tables and not the JDK's. */
final class Letters {
  private static final int LETTERS =
      1 << UCharacter.UPPERCASE_LETTER
          | 1 << UCharacter.LOWERCASE_LETTER
          | 1 << UCharacter.TITLECASE_LETTER
          | 1 << UCharacter.MODIFIER_LETTER
          | 1 << UCharacter.OTHER_LETTER;

  private Letters() {}

  /** Whether a code point is a letter: general category Lu, Ll, Lt, Lm or Lo. */
  static boolean isLetter(int codePoint) {
    if (codePoint < 0x80) {
      int lower = codePoint | 0x20;
      return lower >= 'a' && lower <= 'z';
    }
    return (LETTERS >>> UCharacter.getType(codePoint) & 1) != 0;
  }

  /** Whether a character separates words: Unicode White_Space and the four separators of ASCII. */
  static boolean isSpace(char c) {
    if (c < 0x80) {
      return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    }
    return switch (c) {
      case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }

  /** Whether a character ends a line. */
  static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  static int codePointAt(CharSequence text, int index) {
    char high = text.charAt(index);
    return Character.isHighSurrogate(high) ? Character.codePointAt(text, index) : high;
  }

  static boolean startsWith(CharSequence text, int offset, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (text.charAt(offset + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
