package org.estover.dedupe.near;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each code point before words are cut, as of Unicode 16 (ICU4J 76.1).
 *
 * <p>Letters lose case and accents, decimal digits become 0, non-spacing marks and format
 * characters vanish, the rest separates words. Characters of scripts written without spaces are
 * words of their own. A table of 65,536 entries serves the basic plane; it is filled as code points
 * are met, since most texts need few of them, and two threads may fill a place with the same.
 */
final class WordFold {
  /** The code point separates words. */
  static final int SEPARATOR = 0;

  /** The code point vanishes. */
  static final int DROPPED = -1;

  /** Set beside the folded code point where it is a word of its own. */
  static final int ALONE = 1 << 30;

  /** What decimal digits become; a run of them becomes one. */
  static final int DIGIT = '0';

  private static final int UNKNOWN = Integer.MIN_VALUE;

  private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
  private static final int[] BASIC_PLANE = new int[0x10000];

  static {
    Arrays.fill(BASIC_PLANE, UNKNOWN);
  }

  private WordFold() {}

  static int of(int codePoint) {
    if (codePoint >= BASIC_PLANE.length) {
      return fold(codePoint);
    }
    int known = BASIC_PLANE[codePoint];
    return known == UNKNOWN ? learn(codePoint) : known;
  }

  private static int learn(int codePoint) {
    int fold = fold(codePoint);
    BASIC_PLANE[codePoint] = fold;
    return fold;
  }

  private static int fold(int c) {
    return switch (UCharacter.getType(c)) {
      case UCharacterCategory.DECIMAL_DIGIT_NUMBER -> DIGIT;
      case UCharacterCategory.NON_SPACING_MARK, UCharacterCategory.FORMAT -> DROPPED;
      case UCharacterCategory.UPPERCASE_LETTER,
          UCharacterCategory.LOWERCASE_LETTER,
          UCharacterCategory.TITLECASE_LETTER,
          UCharacterCategory.MODIFIER_LETTER,
          UCharacterCategory.OTHER_LETTER,
          UCharacterCategory.LETTER_NUMBER,
          UCharacterCategory.OTHER_NUMBER,
          UCharacterCategory.COMBINING_SPACING_MARK,
          UCharacterCategory.ENCLOSING_MARK ->
          letter(c);
      default -> SEPARATOR;
    };
  }

  private static int letter(int c) {
    int folded = UCharacter.foldCase(baseLetter(c), true);
    return isWrittenWithoutSpaces(folded) ? folded | ALONE : folded;
  }

  /** The letter under the accents; the letter itself where more than accents would be lost. */
  private static int baseLetter(int c) {
    @Nullable String decomposed = NFD.getDecomposition(c);
    if (decomposed == null) {
      return c;
    }
    int base = decomposed.codePointAt(0);
    for (int at = Character.charCount(base); at < decomposed.length(); ) {
      int mark = decomposed.codePointAt(at);
      if (UCharacter.getType(mark) != UCharacterCategory.NON_SPACING_MARK) {
        return c;
      }
      at += Character.charCount(mark);
    }
    return base;
  }

  private static boolean isWrittenWithoutSpaces(int c) {
    return switch (UScript.getScript(c)) {
      case UScript.HAN,
          UScript.HIRAGANA,
          UScript.KATAKANA,
          UScript.THAI,
          UScript.LAO,
          UScript.KHMER,
          UScript.MYANMAR,
          UScript.TIBETAN ->
          true;
      default -> false;
    };
  }
}
