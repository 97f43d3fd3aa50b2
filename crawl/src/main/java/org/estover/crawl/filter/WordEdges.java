package org.estover.crawl.filter;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;

/**
 * Where words begin and end, and which characters are the same but for their capitals: by ICU's
 * tables and not the JDK's.
 *
 * <p>A word is a run of letters, digits, marks and underscores. In scripts whose words no space
 * parts, such as those of Chinese, Japanese and Thai, a word may begin and end anywhere.
 */
final class WordEdges {
  /** A character that a word goes on with. */
  static final int JOINS = 1;

  /** A character of a script whose words no space parts. */
  static final int UNSPACED = 1 << 1;

  /** White space. */
  static final int SPACE = 1 << 2;

  /** A letter, digit or mark of any script: what words of URLs are made of. */
  static final int ALPHANUMERIC = 1 << 3;

  private static final int MARKS =
      1 << UCharacter.NON_SPACING_MARK
          | 1 << UCharacter.COMBINING_SPACING_MARK
          | 1 << UCharacter.ENCLOSING_MARK;

  private static final int LETTERS_AND_DIGITS =
      1 << UCharacter.UPPERCASE_LETTER
          | 1 << UCharacter.LOWERCASE_LETTER
          | 1 << UCharacter.TITLECASE_LETTER
          | 1 << UCharacter.MODIFIER_LETTER
          | 1 << UCharacter.OTHER_LETTER
          | 1 << UCharacter.DECIMAL_DIGIT_NUMBER
          | 1 << UCharacter.LETTER_NUMBER
          | 1 << UCharacter.OTHER_NUMBER;

  private static final byte[] CLASSES = classes();

  private WordEdges() {}

  /** The classes of a code point. */
  static int classes(int codePoint) {
    return codePoint < CLASSES.length ? CLASSES[codePoint] : computed(codePoint);
  }

  /** The form that a character has in common with what is the same but for its capitals. */
  static int folded(int codePoint) {
    return UCharacter.foldCase(codePoint, true);
  }

  private static byte[] classes() {
    byte[] classes = new byte[Character.MAX_VALUE + 1];
    for (int c = 0; c < classes.length; c++) {
      classes[c] = (byte) computed(c);
    }
    return classes;
  }

  private static int computed(int c) {
    int type = UCharacter.getType(c);
    boolean isAlphanumeric = ((LETTERS_AND_DIGITS | MARKS) >>> type & 1) != 0;
    // A letter says of its script whether spaces part words; a mark follows its letter.
    boolean isUnspaced = isAlphanumeric && UScript.breaksBetweenLetters(UScript.getScript(c));
    int found = isAlphanumeric ? ALPHANUMERIC : 0;
    found |= isUnspaced ? UNSPACED : 0;
    found |= !isUnspaced && (isAlphanumeric || c == '_') ? JOINS : 0;
    found |= UCharacter.isUWhiteSpace(c) ? SPACE : 0;
    return found;
  }
}
