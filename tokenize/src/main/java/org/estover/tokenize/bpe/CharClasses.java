package org.estover.tokenize.bpe;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;

/**
 * The four classes of the GPT-2 pattern for every code point, as of Unicode 16 (ICU4J 76.1).
 *
 * <p>The tables of the running JDK are older or newer and would make tokens depend on it. Memory:
 * one byte per code point, 1.1 MB in all.
 */
final class CharClasses {
  static final byte OTHER = 0;
  static final byte LETTER = 1;
  static final byte NUMBER = 2;
  static final byte SPACE = 3;

  private static final byte[] CLASSES = classes();

  private CharClasses() {}

  static byte of(int codePoint) {
    return CLASSES[codePoint];
  }

  private static byte[] classes() {
    byte[] classes = new byte[Character.MAX_CODE_POINT + 1];
    for (int c = 0; c < classes.length; c++) {
      classes[c] = classify(c);
    }
    return classes;
  }

  private static byte classify(int codePoint) {
    if (UCharacter.hasBinaryProperty(codePoint, UProperty.WHITE_SPACE)) {
      return SPACE;
    }
    return switch (UCharacter.getType(codePoint)) {
      case UCharacterCategory.UPPERCASE_LETTER,
          UCharacterCategory.LOWERCASE_LETTER,
          UCharacterCategory.TITLECASE_LETTER,
          UCharacterCategory.MODIFIER_LETTER,
          UCharacterCategory.OTHER_LETTER ->
          LETTER;
      case UCharacterCategory.DECIMAL_DIGIT_NUMBER,
          UCharacterCategory.LETTER_NUMBER,
          UCharacterCategory.OTHER_NUMBER ->
          NUMBER;
      default -> OTHER;
    };
  }
}
