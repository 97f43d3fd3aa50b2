package org.estover.crawl.filter.reference;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UScript;
import java.util.Arrays;
import java.util.List;

/** Looks for each entry at each place, character by character. */
public final class LiteralWords {
  private LiteralWords() {}

  /** Whether a text holds one of these entries as a word of its own, or {@code anywhere}. */
  public static boolean holds(String text, List<String> entries, boolean anywhere) {
    int[] characters = spaced(text);
    for (String entry : entries) {
      int[] wanted = entry.codePoints().toArray();
      for (int from = 0; from + wanted.length <= characters.length; from++) {
        int to = from + wanted.length;
        if (Arrays.equals(characters, from, to, wanted, 0, wanted.length)
            && (anywhere
                || (isEdge(characters, from - 1, from) && isEdge(characters, to, to - 1)))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether nothing stands at {@code outside} that the character at {@code inside} goes on with.
   */
  private static boolean isEdge(int[] characters, int outside, int inside) {
    return outside < 0
        || outside >= characters.length
        || isUnspaced(characters[inside])
        || isUnspaced(characters[outside])
        || !isOfAWord(characters[outside]);
  }

  private static boolean isOfAWord(int c) {
    return switch (UCharacter.getType(c)) {
      case UCharacterCategory.UPPERCASE_LETTER,
          UCharacterCategory.LOWERCASE_LETTER,
          UCharacterCategory.TITLECASE_LETTER,
          UCharacterCategory.MODIFIER_LETTER,
          UCharacterCategory.OTHER_LETTER,
          UCharacterCategory.NON_SPACING_MARK,
          UCharacterCategory.ENCLOSING_MARK,
          UCharacterCategory.COMBINING_SPACING_MARK,
          UCharacterCategory.DECIMAL_DIGIT_NUMBER,
          UCharacterCategory.LETTER_NUMBER,
          UCharacterCategory.OTHER_NUMBER ->
          true;
      default -> c == '_';
    };
  }

  private static boolean isUnspaced(int c) {
    return isOfAWord(c) && UScript.breaksBetweenLetters(UScript.getScript(c));
  }

  private static int[] spaced(String text) {
    return text.codePoints()
        .map(c -> UCharacter.isUWhiteSpace(c) ? ' ' : UCharacter.foldCase(c, true))
        .collect(
            StringBuilder::new,
            (all, c) -> {
              if (c != ' ' || all.isEmpty() || all.charAt(all.length() - 1) != ' ') {
                all.appendCodePoint(c);
              }
            },
            StringBuilder::append)
        .codePoints()
        .toArray();
  }
}
